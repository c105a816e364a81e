"""Collects what athletes read into the catalogs."""

from typing import Any

from django.core.management.commands import makemessages

# Everybody's pages and mails, and whatever an athlete's page or phone says.
READ_BY_ATHLETES = (
    "athletes/",
    "athletes/models/condition.py",
    "athletes/models/measurement.py",
    "athletes/models/pain.py",
    "athletes/models/reasons.py",
    "coaching/accounts/",
    "coaching/actions/accept_invitation.py",
    "coaching/forms/invitation.py",
    "coaching/forms/sign_up.py",
    "coaching/forms/time_zones.py",
    "coaching/exporters/pdf/",
    "coaching/exporters/report_mail.py",
    "coaching/exporters/xlsx.py",
    "coaching/queries/invitations.py",
    "coaching/queries/report_links.py",
    "coaching/reports/",
    "coaching/views/",
    "programs/engine/",
    "programs/queries/required_anchors.py",
    "templates/",
)
# The console, its mails and the names of columns are in English; a file named above wins.
READ_BY_COACHES = (
    "athletes/management/",
    "athletes/models/",
    "athletes/queries/coach_mail.py",
    "coaching/accounts/models/",
    "coaching/views/builder/",
    "coaching/views/coach_invitation.py",
    "templates/coaching/builder/",
    "templates/coaching/coach_invitation.html",
    "templates/coaching/console/",
    "templates/coaching/operator/",
    "templates/email/coach_asked.txt",
    "templates/email/coach_invitation.txt",
    "templates/email/digest.txt",
    "templates/email/hand_over.txt",
    "templates/unfold/",
)


class Command(makemessages.Command):
    """Django's own, for the files that athletes read; locale/GLOSSARY.md has the words to use."""

    help = "Collect what athletes read into the catalogs of every language."
    # Words: how the engine, which knows no Django, says a sentence.
    xgettext_options = [
        *makemessages.Command.xgettext_options,
        "--keyword=Words",
        "--keyword=counted_words:1,2",
    ]

    def handle(self, *args: Any, **options: Any) -> None:
        told = {"all": True, "add_location": "file", "no_obsolete": True, "no_wrap": True}
        super().handle(*args, **{**options, **told})

    def find_files(self, root: str) -> list[makemessages.TranslatableFile]:
        return [file for file in super().find_files(root) if is_for_athletes(file.path)]


def is_for_athletes(path: str) -> bool:
    """Tell whether athletes read what a file of the repository says."""
    named = path.removeprefix("./")
    if named in READ_BY_ATHLETES:
        return True
    return named.startswith(READ_BY_ATHLETES) and not named.startswith(READ_BY_COACHES)
