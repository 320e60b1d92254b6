# One image for web, worker and beat; deploy/entrypoint names the roles.
FROM node:24-bookworm-slim AS design
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci

FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
WORKDIR /app
COPY requirements.txt ./
RUN pip install --require-hashes --no-deps --requirement requirements.txt
COPY . .
COPY --from=design /app/node_modules node_modules
# The keys of this step open nothing and stay in it.
RUN python -m tools.assets && rm -r node_modules \
    && SECRET_KEY=build AUDIT_KEY=build INDEX_KEY=build SEALED_KEYS=build ALLOWED_HOSTS=build \
       DATABASE_URL=postgresql://build/build REDIS_URL=redis://build STATIC_ROOT=/app/build/static \
       python manage.py collectstatic --no-input --skip-checks \
    && python -m compileall -q .

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
       libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation fonts-noto-core fonts-droid-fallback \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home --shell /usr/sbin/nologin portal \
    && install --directory --owner portal --group portal --mode 0700 /var/lib/portal
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=scr_portal.settings.base PORTAL_VAR=/var/lib/portal STATIC_ROOT=/app/build/static
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
WORKDIR /app
USER 10001
EXPOSE 8000
ENTRYPOINT ["/app/deploy/entrypoint"]
CMD ["web"]
