"""Static files for production: named by their content, scripts' imports too."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, which also writes the hashed names into ``import`` of our scripts."""

    support_js_module_import_aggregation = True
