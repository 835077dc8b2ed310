# syntax=docker/dockerfile:1
# The image of noetl-camel. Nothing in it is written to at run time but /data and /tmp.
#   docker build -t noetl/noetl-camel .                        GraalPy runs Python
#   docker build -t noetl/noetl-camel:cpython --target cpython .   with python3 beside, for CPython workers
# Run it with --read-only --tmpfs /tmp:exec -v data:/data, and NOETL_DATABASE_URL.
ARG JAVA=25

FROM maven:3.9-eclipse-temurin-${JAVA} AS build
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-pip curl && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY pom.xml ./
RUN --mount=type=cache,target=/root/.m2 mvn -q -B -Dfast dependency:go-offline
COPY src src
RUN --mount=type=cache,target=/root/.m2 mvn -q -B -Psbom -Dfast -DskipTests package
COPY tools tools
COPY playbooks playbooks
RUN --mount=type=cache,target=/root/.m2 tools/image/layout.sh /opt/noetl

FROM eclipse-temurin:${JAVA}-jre AS base
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
