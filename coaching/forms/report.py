"""What a coach says in a report, and for whom it is made."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from coaching.actions.reports.write_report import LONGEST
from coaching.models import ReportDraft

CHOICES = ("language", "units", "paper")


class ReportForm(forms.Form):
    """The coach's words, and the reader's language, unit and paper."""

    words = forms.CharField(
        label=_("Your words"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": LONGEST}),
        help_text=_("They stand on top of the report, with your name below."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    units = forms.ChoiceField(label=_("Units"), choices=ReportDraft.Units.choices)
    paper = forms.ChoiceField(label=_("Paper"), choices=ReportDraft.Paper.choices)

    @classmethod
    def of(cls, draft: ReportDraft) -> "ReportForm":
        """Return the form with what is kept."""
        return cls(initial={name: getattr(draft, name) for name in ("words", *CHOICES)})
