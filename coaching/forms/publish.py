"""What a coach says when a draft is published: what is new, and why its findings may stay."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.engine.checks.acknowledging import LONGEST_REASON, Judged, Reason, State
from programs.engine.tables import sources

ALL_ERRORS, ALL_WARNINGS = "all-errors", "all-warnings"


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """The findings of one rule; ``field`` takes one reason for all of them, if there are more."""

    rule: str
    source: str
    lines: tuple[tuple[Judged, Any], ...]
    field: Any = None

    @property
    def is_told_apart(self) -> bool:
        """True where findings of the rule have reasons of their own."""
        return self.field is None or any(field and field.value() for _, field in self.lines)


@dataclass(frozen=True, slots=True)
class Section:
    """Errors or warnings by rule; ``field`` takes one reason for every one of them."""

    groups: tuple[RuleGroup, ...]
    field: Any = None

    @property
    def count(self) -> int:
        return sum(len(group.lines) for group in self.groups)


class PublishForm(forms.Form):
    """Notes, and a field for each reason: of all errors, all warnings, a rule, a finding.

    The nearest reason that isn't empty counts; a finding without any keeps the draft back.
    """

    notes = forms.CharField(
        label=_("What is new"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, judged: Sequence[Judged], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.judged = judged
        for is_error, name in ((True, ALL_ERRORS), (False, ALL_WARNINGS)):
            if len(self._asked(is_error=is_error)) > 1:
                self.fields[name] = _reason(_("One reason for all of them"))
        for rule, found in _by_rule([*self._asked(is_error=True), *self._asked(is_error=False)]):
            self._add_fields(rule, found)

    def _add_fields(self, rule: str, found: Sequence[Judged]) -> None:
        alike = {one.reason for one in found}
        is_one = len(found) > 1 and len(alike) == 1
        if len(found) > 1:
            self.fields[f"rule-{rule}"] = _reason(
                _("One reason for %(rule)s") % {"rule": rule}, initial=alike.pop() if is_one else ""
            )
        for one in found:
            self.fields[f"finding-{one.key}"] = _reason(
                _("Reason"), initial="" if is_one else one.reason
            )

    @property
    def blocking(self) -> tuple[RuleGroup, ...]:
        return self._groups([one for one in self.judged if one.state is State.BLOCKING])

    @property
    def errors_it_came_with(self) -> Section:
        return self._section(ALL_ERRORS, is_error=True)

    @property
    def warnings(self) -> Section:
        return self._section(ALL_WARNINGS, is_error=False)

    @property
    def advice(self) -> tuple[RuleGroup, ...]:
        return self._groups([one for one in self.judged if one.state is State.ADVICE])

    @property
    def reasons(self) -> list[Reason]:
        """Return what was said of every finding, empty where nothing was."""
        asked = [*self._asked(is_error=True), *self._asked(is_error=False)]
        return [Reason(self._said(one), finding=one.key) for one in asked]

    def clean(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().clean() or {}
        asked = [*self._asked(is_error=True), *self._asked(is_error=False)]
        for rule, found in _by_rule([one for one in asked if not self._said(one)]):
            name = f"rule-{rule}"
            name = name if name in self.fields else f"finding-{found[0].key}"
            if name not in self.errors:
                self.add_error(name, _("Give a reason, or mend it in the grid."))
        return fields

    def _said(self, one: Judged) -> str:
        is_error = one.finding.severity == "error"
        names = (
            f"finding-{one.key}",
            f"rule-{one.finding.rule}",
            ALL_ERRORS if is_error else ALL_WARNINGS,
        )
        said = (self.cleaned_data.get(name, "") for name in names)
        return next(filter(None, said), "")

    def _asked(self, *, is_error: bool) -> list[Judged]:
        states = {State.WAITING, State.ACKNOWLEDGED}
        return [
            one
            for one in self.judged
            if one.state in states and (one.finding.severity == "error") is is_error
        ]

    def _section(self, name: str, *, is_error: bool) -> Section:
        return Section(self._groups(self._asked(is_error=is_error)), self._bound(name))

    def _groups(self, judged: Sequence[Judged]) -> tuple[RuleGroup, ...]:
        return tuple(
            RuleGroup(
                rule=rule,
                source=_citation(found[0]),
                lines=tuple((one, self._bound(f"finding-{one.key}")) for one in found),
                field=self._bound(f"rule-{rule}"),
            )
            for rule, found in _by_rule(judged)
        )

    def _bound(self, name: str) -> Any:
        return self[name] if name in self.fields else None


def _by_rule(judged: Sequence[Judged]) -> Iterator[tuple[str, list[Judged]]]:
    rules = list(dict.fromkeys(one.finding.rule for one in judged))
    in_order = sorted(judged, key=lambda one: rules.index(one.finding.rule))
    for rule, found in groupby(in_order, key=lambda one: one.finding.rule):
        yield rule, list(found)


def _citation(one: Judged) -> str:
    source = sources().get(one.finding.source)
    return one.finding.source if source is None else source.citation


def _reason(label: Any, *, initial: str = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=LONGEST_REASON, initial=initial)
