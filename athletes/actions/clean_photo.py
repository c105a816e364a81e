"""Make a harmless picture of whatever somebody sends: small, upright, and without a word in it."""

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from threading import Lock

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from programs.engine.errors import TrainingError

MOST_MB = 12
MOST_BYTES = MOST_MB * 1024 * 1024
# A JPEG is shrunk while it is decoded; the others need four bytes a pixel first. MPO is what some
# phones write: a JPEG with more pictures behind the first.
MOST_PIXELS = {"JPEG": 52_000_000, "MPO": 52_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
READ = ("JPEG", "PNG", "WEBP")
FULL_PX, SMALL_PX, QUALITY = 1600, 320, 85
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
# What Pillow raises on files that are cut off, damaged or made to break it.
DAMAGE = (
    OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, AttributeError,
    OverflowError, struct.error, zlib.error,
)  # fmt: skip

# One picture at a time in a process, so that many sent at once don't use up its memory.
_one_at_a_time = Lock()


class PhotoTooLarge(TrainingError):
    """More bytes than a photo may have."""

    def __init__(self) -> None:
        super().__init__(
            _("This file has more than %(most)d MB: send a smaller one.") % {"most": MOST_MB}
        )


class PhotoHasTooManyPixels(TrainingError):
    """More pixels than may be decoded."""

    def __init__(self) -> None:
        super().__init__(_("This picture has too many pixels: send a smaller one."))


class PhotoIsHeic(TrainingError):
    """The format that phones of one maker write, which is not read here."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "HEIC photos can't be read here. Send it as a JPEG; on an iPhone, Settings, "
                "Camera, Formats, Most Compatible makes the camera write that."
            )
        )


class PhotoUnreadable(TrainingError):
    """Not a picture in a format that is read, or a damaged one."""

    def __init__(self) -> None:
        super().__init__(
            _("This file can't be read as a picture: send a whole JPEG, PNG or WebP file.")
        )


@dataclass(frozen=True, slots=True)
class CleanPhoto:
    """Two JPEG files: at most 1600 px and at most 320 px on the longer side."""

    full: bytes
    small: bytes


def clean_photo(content: bytes) -> CleanPhoto:
    """Return a picture as JPEG, upright, in sRGB, with nothing in it but pixels.

    The pixels are drawn anew, so that place, time, camera and hidden texts stay behind. Raises
    PhotoTooLarge, PhotoIsHeic, PhotoHasTooManyPixels, PhotoUnreadable.
    """
    if len(content) > MOST_BYTES:
        raise PhotoTooLarge
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        raise PhotoIsHeic
    try:
        with _one_at_a_time, Image.open(BytesIO(content), formats=READ) as image:
            if image.width * image.height > MOST_PIXELS[image.format or ""]:
                raise PhotoHasTooManyPixels
            return _files(_drawn_anew(image))
    except Image.DecompressionBombError as error:
        raise PhotoHasTooManyPixels from error
    except DAMAGE as error:
        raise PhotoUnreadable from error


def _drawn_anew(image: Image.Image) -> Image.Image:
    image.thumbnail((FULL_PX, FULL_PX))
    picture = _in_srgb(_on_white(ImageOps.exif_transpose(image)), profile=image.info)
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    return clean


def _on_white(image: Image.Image) -> Image.Image:
    """Return the picture without transparency."""
    if not image.has_transparency_data:
        return image
    seen = image.convert("RGBA")
    ground = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(ground, seen).convert("RGB")


def _in_srgb(image: Image.Image, *, profile: dict[str | tuple[int, int], object]) -> Image.Image:
    """Return the picture in the colors that every screen assumes."""
    icc = profile.get("icc_profile")
    if isinstance(icc, bytes) and image.mode in {"RGB", "L", "CMYK"}:
        try:
            given = ImageCms.ImageCmsProfile(BytesIO(icc))
            shown = ImageCms.profileToProfile(
                image, given, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, *DAMAGE):
            # A profile that can't be read is like none.
            return image.convert("RGB")
        return shown or image.convert("RGB")
    return image.convert("RGB")


def _files(clean: Image.Image) -> CleanPhoto:
    small = clean.copy()
    small.thumbnail((SMALL_PX, SMALL_PX))
    return CleanPhoto(full=_jpeg(clean), small=_jpeg(small))


def _jpeg(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, format="JPEG", quality=QUALITY, optimize=True, progressive=True)
    return file.getvalue()
