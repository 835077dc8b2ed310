# syntax=docker/dockerfile:1
# The image of noetl-camel. Nothing in it is written to at run time but /data and /tmp.
#   docker build -t noetl/noetl-camel .                        GraalPy runs Python
#   docker build -t noetl/noetl-camel:cpython --target cpython .   with python3 beside, for CPython workers
# Run it with --read-only --tmpfs /tmp:exec -v data:/data, and NOETL_DATABASE_URL.
# The images that it is built on are named by digest, as a tag may be another image tomorrow. Newer ones:
#   docker buildx imagetools inspect eclipse-temurin:25-jre
ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-25@sha256:93b8a14ea2f412782e4e842651273b4d903e35cc496284f178fbbe2d67d00976
ARG BASE_IMAGE=eclipse-temurin:25-jre@sha256:fcd7fd7b387f94bb2ac461478a7436ad8e349924c374ea8313919624dceae636

FROM ${BUILD_IMAGE} AS build
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-pip curl && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY pom.xml ./
RUN --mount=type=cache,target=/root/.m2 mvn -q -B -Dfast dependency:go-offline
COPY ui ui
COPY src src
RUN --mount=type=cache,target=/root/.m2 mvn -q -B -Psbom -Dfast -DskipTests package
COPY tools tools
COPY playbooks playbooks
RUN --mount=type=cache,target=/root/.m2 tools/image/layout.sh /opt/noetl

FROM ${BASE_IMAGE} AS base
RUN groupadd -g 10001 noetl && useradd -u 10001 -g 10001 -d /tmp -M -s /usr/sbin/nologin noetl \
  && install -d -o 10001 -g 10001 -m 0700 /data && install -d -o 10001 -g 10001 /opt/noetl
ENV HOME=/tmp NOETL_HOME=/data PATH=/opt/noetl/bin:$PATH

# The start-up caches are made with the Java and at the place that they are used with.
FROM base AS trained
COPY --from=build --chown=10001:10001 /opt/noetl /opt/noetl
COPY tools/image/train.sh /train.sh
USER 10001:10001
RUN /train.sh /opt/noetl

FROM base AS cpython
USER root
RUN apt-get update && apt-get install -y --no-install-recommends python3 && rm -rf /var/lib/apt/lists/*
ENV NOETL_PYTHON=/usr/bin/python3
COPY --from=trained --chown=0:0 /opt/noetl /opt/noetl
USER 10001:10001
WORKDIR /data
EXPOSE 8082
ENTRYPOINT ["/opt/noetl/bin/noetlctl"]
CMD ["server", "start", "--host", "0.0.0.0", "--port", "8082", "--data", "/data/noetl"]

FROM base AS graalpy
COPY --from=trained --chown=0:0 /opt/noetl /opt/noetl
USER 10001:10001
WORKDIR /data
EXPOSE 8082
ENTRYPOINT ["/opt/noetl/bin/noetlctl"]
CMD ["server", "start", "--host", "0.0.0.0", "--port", "8082", "--data", "/data/noetl"]
