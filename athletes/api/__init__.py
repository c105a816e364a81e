"""Athletes, plans, training and adherence over HTTP."""
