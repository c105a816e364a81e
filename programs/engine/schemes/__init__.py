"""Named schemes of progression, each expanding to groups, anchors and rules of format 1."""
