"""What becomes of the files that people send as photos."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageCms

from athletes.actions import clean_photo as module
from athletes.actions.clean_photo import (
    PhotoHasTooManyPixels,
    PhotoIsHeic,
    PhotoTooLarge,
    PhotoUnreadable,
    clean_photo,
)
from tests.athletes.pictures import (
    BLUE,
    RED,
    SECRETS,
    halves,
    jpeg,
    png_that_claims,
    saved_as,
    telling_jpeg,
    telling_png,
)

HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 200
SCRIPT = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def is_near(pixel: Any, color: tuple[int, int, int]) -> bool:
    return all(abs(one - other) < 24 for one, other in zip(pixel, color, strict=True))


def test_planted_words_are_in_what_is_sent() -> None:
    sent = telling_jpeg()

    assert [word for word in SECRETS if word not in sent and word != b"GPS"] == []
    assert opened(sent).getexif().get_ifd(0x8825)[2] == (47.0, 22.0, 30.0)
    assert b"hidden words" in telling_png()


@pytest.mark.parametrize("sent", [telling_jpeg(), telling_png()], ids=["JPEG", "PNG"])
def test_nothing_but_pixels_comes_out(sent: bytes) -> None:
    clean = clean_photo(sent)

    for content in (clean.full, clean.small):
        image = opened(content)
        assert [word for word in SECRETS if word in content] == []
        assert (image.format, dict(image.getexif())) == ("JPEG", {})
        assert set(image.info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }


def test_what_lies_behind_the_picture_does_not_come_out() -> None:
    assert b"hidden" not in clean_photo(jpeg() + b"PK\x03\x04 hidden archive").full


@pytest.mark.parametrize(
    ("kind", "mode", "size"),
    [
        ("JPEG", "RGB", (3200, 2400)),
        ("JPEG", "L", (3200, 2400)),
        ("JPEG", "CMYK", (3200, 2400)),
        ("MPO", "RGB", (3200, 2400)),
        ("PNG", "RGBA", (3200, 2400)),
        ("PNG", "P", (3200, 2400)),
        ("PNG", "1", (3200, 2400)),
        ("WEBP", "RGB", (3200, 2400)),
        ("WEBP", "RGBA", (3200, 2400)),
    ],
)
def test_picture_is_shrunk_to_two_jpegs(kind: str, mode: str, size: tuple[int, int]) -> None:
    clean = clean_photo(saved_as(kind, halves(size, mode)))

    full, small = opened(clean.full), opened(clean.small)
    assert (full.format, full.mode, full.size) == ("JPEG", "RGB", (1600, 1200))
    assert (small.format, small.mode, small.size) == ("JPEG", "RGB", (320, 240))


def test_small_picture_stays_as_large_as_it_is() -> None:
    clean = clean_photo(jpeg(size=(40, 30)))

    assert (opened(clean.full).size, opened(clean.small).size) == ((40, 30), (40, 30))


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [
        (1, (40, 30), (5, 15)),
        (2, (40, 30), (35, 15)),
        (3, (40, 30), (35, 15)),
        (6, (30, 40), (15, 5)),
        (8, (30, 40), (15, 35)),
    ],
)
def test_picture_is_turned_upright(
    orientation: int, size: tuple[int, int], red_at: tuple[int, int]
) -> None:
    image = opened(clean_photo(telling_jpeg(orientation=orientation)).full)

    assert image.size == size
    assert is_near(image.getpixel(red_at), RED)
    opposite = (size[0] - 1 - red_at[0], size[1] - 1 - red_at[1])
    assert is_near(image.getpixel(opposite), BLUE)


def test_transparency_becomes_white() -> None:
    sent = saved_as("PNG", Image.new("RGBA", (8, 8), (0, 0, 0, 0)))

    assert opened(clean_photo(sent).full).getpixel((4, 4)) == (255, 255, 255)


def test_colors_of_another_profile_become_those_of_srgb() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # What this one calls red, sRGB calls blue.
    swapped = srgb.replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ").replace(b"tXYZ", b"bXYZ")

    image = opened(clean_photo(jpeg(icc_profile=swapped)).full)

    assert is_near(image.getpixel((5, 15)), RED[::-1])


def test_profile_that_is_damaged_is_like_none() -> None:
    clean = clean_photo(jpeg(icc_profile=b"no profile at all" * 20))

    assert is_near(opened(clean.full).getpixel((5, 15)), RED)


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        (b"", PhotoUnreadable),
        (b"\xff\xd8\xff", PhotoUnreadable),
        (b"not a picture", PhotoUnreadable),
        (SCRIPT, PhotoUnreadable),
        (b"%PDF-1.7\n" + b"x" * 100, PhotoUnreadable),
        (jpeg(size=(400, 300))[:2000], PhotoUnreadable),
        (telling_png()[:-60], PhotoUnreadable),
        (saved_as("WEBP", halves((400, 300)), lossless=True)[:40], PhotoUnreadable),
        # Formats that the library reads and nobody photographs in.
        (saved_as("GIF", halves((40, 30))), PhotoUnreadable),
        (saved_as("TIFF", halves((40, 30))), PhotoUnreadable),
        (saved_as("BMP", halves((40, 30))), PhotoUnreadable),
        (saved_as("PDF", halves((40, 30))), PhotoUnreadable),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n", PhotoUnreadable),
        (png_that_claims(40, 40), PhotoUnreadable),
        (png_that_claims(5_001, 5_000), PhotoHasTooManyPixels),
        (png_that_claims(60_000, 60_000), PhotoHasTooManyPixels),
        (png_that_claims(0, 10), PhotoUnreadable),
        (png_that_claims(2**31 - 1, 2**31 - 1), PhotoHasTooManyPixels),
        (HEIC, PhotoIsHeic),
        (b"\xff\xd8\xff" + b"\x00" * (12 * 1024 * 1024), PhotoTooLarge),
    ],
    ids=lambda one: one.__name__ if isinstance(one, type) else one[:12].hex(),
)
def test_hostile_or_damaged_file_is_refused(sent: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        clean_photo(sent)


def test_pixels_are_counted_before_any_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr(Image.Image, "load", refuse)
    with pytest.raises(PhotoHasTooManyPixels):
        clean_photo(png_that_claims(5_001, 5_000))


def test_most_pixels_are_those_that_phones_take() -> None:
    # 48 and 50 megapixels, as phones of today write them.
    for width, height in ((8064, 6048), (8160, 6120)):
        assert width * height <= module.MOST_PIXELS["JPEG"]
