"""Make an API token for somebody, on the server."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from coaching.accounts.models import User
from coaching.actions.create_token import MOST_DAYS, USUAL_DAYS, create_token
from programs.engine.errors import TrainingError


class Command(BaseCommand):
    """Make a token and print it, this once."""

    help = "Makes an API token that speaks for a person, and prints it this once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address the person signs in with")
        parser.add_argument("--name", required=True, help="what the token is for")
        parser.add_argument(
            "--days", type=int, default=USUAL_DAYS, help=f"how long it lives, 1 to {MOST_DAYS}"
        )

    def handle(self, *, email: str, name: str, days: int, **options: object) -> None:
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody signs in with {email}: check the address.")
        try:
            _, text = create_token(user=user, name=name, now=timezone.now(), days=days)
        except TrainingError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(text)
