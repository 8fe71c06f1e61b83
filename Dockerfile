# Segue with the versions that it is tested with. The project is mounted at /project:
#
#     docker build --tag segue .
#     docker run --rm --volume "$PWD:/project" segue check
#
# Who runs it is nobody in particular (10001), so a project that keeps its store and its outbox in
# its own folder needs them to be writable: `--user "$(id -u):$(id -g)"`.
FROM python:3.11.14-slim-bookworm AS build

WORKDIR /source
RUN python -m venv /opt/segue
COPY requirements.lock pyproject.toml README.md ./
COPY dsl dsl
COPY compiler compiler
COPY runtime runtime
COPY segue segue
RUN /opt/segue/bin/python -m pip install --no-cache-dir --constraint requirements.lock .

FROM python:3.11.14-slim-bookworm

# With glibc's own settings the heap of a process that runs for days scatters.
ENV PATH=/opt/segue/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    GLIBC_TUNABLES=glibc.malloc.tcache_count=4096:glibc.malloc.tcache_max=8192
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin segue
COPY --from=build /opt/segue /opt/segue

USER 10001
WORKDIR /project
ENTRYPOINT ["segue"]
CMD ["--help"]
