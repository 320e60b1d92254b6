"""Static files under names with their digest, so that browsers may cache them for a year."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedAssets(CompressedManifestStaticFilesStorage):
    """Static file storage that also rewrites the `import` lines of JavaScript modules to the hashed names."""

    support_js_module_import_aggregation = True
