"""The rules that act on loads, sessions and phases, with where each one is."""

from programs.rulebook.code_rule import CodeRule
from programs.rulebook.course_rules import COURSE_RULES
from programs.rulebook.judging_rules import JUDGING_RULES
from programs.rulebook.loading_rules import LOADING_RULES

CODE_RULES: tuple[CodeRule, ...] = (*LOADING_RULES, *COURSE_RULES, *JUDGING_RULES)
