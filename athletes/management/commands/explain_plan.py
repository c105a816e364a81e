"""Say in words why a plan is where it is."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from athletes.models import Plan
from athletes.queries.plan_story import get_plan_story


class Command(BaseCommand):
    help = "Tell a plan's phases, what changed them and why, and what comes next."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("plan", type=int, help="the plan's number")

    def handle(self, *args: Any, **options: Any) -> None:
        plans = Plan.objects.select_related("program_version__template")
        plan = plans.defer("program_version__body").filter(pk=options["plan"]).first()
        if plan is None:
            raise CommandError(f"There is no plan {options['plan']}.")
        for sentence in get_plan_story(plan=plan, now=timezone.now()):
            self.stdout.write(sentence)
