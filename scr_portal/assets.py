"""Static files under names that carry their digest, so that browsers may keep them for a year."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedAssets(CompressedManifestStaticFilesStorage):
    """Also rewrites the `import` lines of JavaScript modules, or they would ask for the plain names."""

    support_js_module_import_aggregation = True
