"""Reports carry the name, the color and the logo of whose they are."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from coaching.accounts.models import Organization
from coaching.actions.organization.keep_logo import keep_logo
from coaching.exporters.pdf.report_pdf import report_pdf
from coaching.reports.making import brand_of, make_phase_report
from tests import make
from tests.athletes.phases_trained import training
from tests.coaching.test_report_phase import phase_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(settings, tmp_path: Path):
    settings.MEDIA_ROOT = tmp_path
    return make.membership()


def picture(size=(64, 32)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "#a63f0c").save(file, "PNG")
    return file.getvalue()


def pictures_in(pdf: bytes) -> int:
    return sum(len(page.images) for page in PdfReader(BytesIO(pdf)).pages)


def test_without_settings_the_report_is_in_the_product_s_own_color(owner):
    brand = brand_of(owner.organization)

    assert (brand.name, brand.accent, brand.logo) == (owner.organization.name, "#16201c", None)


def test_color_and_logo_are_the_organization_s(owner):
    keep_logo(organization=owner.organization, content=picture(), by=owner.user)
    Organization.objects.filter(pk=owner.organization_id).update(accent="#1c6b3c")

    brand = brand_of(Organization.objects.get(pk=owner.organization_id))

    assert brand.accent == "#1c6b3c"
    assert Image.open(BytesIO(brand.logo)).format == "JPEG"


def test_the_logo_stands_on_paper(owner):
    athlete = training(coach=owner)
    report = make_phase_report(phase=phase_of(athlete), now=make.NOW)
    assert pictures_in(report_pdf(report)) == 0

    keep_logo(organization=owner.organization, content=picture(), by=owner.user)

    report = make_phase_report(phase=phase_of(athlete), now=make.NOW)
    assert pictures_in(report_pdf(report)) == 1
