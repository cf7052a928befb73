# The server in an image: the program as `make build` makes it where Node is, the certificates it may need to reach a
# database, and a static wget, for the health check alone; there is no shell. It writes nothing, so the file system
# can be read-only.
FROM node:20.20.2 AS page
WORKDIR /src
COPY Makefile ./
COPY internal/web internal/web
RUN make playground

FROM golang:1.26.8 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=page /src/internal/web/dist internal/web/dist
RUN CGO_ENABLED=0 make build

FROM busybox:1.37.0-musl AS busybox

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=busybox /bin/wget /bin/wget
COPY --from=build /src/bin/orggraph /bin/orggraph
USER 65532:65532
ENV ORGGRAPH_LISTEN=:8080
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s CMD ["/bin/wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/health/ready"]
ENTRYPOINT ["/bin/orggraph"]
CMD ["serve"]
