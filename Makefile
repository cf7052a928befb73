# What people do with orggraph, one word each. `make` alone lists the words.
# `build`, `run` and `test` need Go and nothing else; with Node and npm, `build` and `run` have the better page.

DATA ?=
FROM ?=
LISTEN ?= 127.0.0.1:8080
TESTFLAGS ?=
BENCHFLAGS ?=
FUZZTIME ?= 30s
LINT = go tool -modfile=tools/go.mod golangci-lint

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "make %-19s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: build
build: page ## build bin/orggraph
	go build -trimpath -o bin/orggraph ./cmd/orggraph

.PHONY: run
run: page ## serve the demo, or an imported file: make run DATA=england.orggraph
	go run ./cmd/orggraph serve --listen $(LISTEN) $(if $(DATA),--data $(DATA))

# The page is built in a folder of its own, again only where its sources changed.
PAGE = internal/web/dist/index.html.gz
PAGE_SOURCES = $(wildcard internal/web/graphiql/* internal/web/page/*)
PAGE_FOLDER = .work/playground

.PHONY: playground
playground: $(PAGE) ## build the page with GraphiQL (needs Node and npm)

$(PAGE): $(PAGE_FOLDER)/installed $(PAGE_SOURCES)
	cp -R internal/web/graphiql internal/web/page $(PAGE_FOLDER)
	cd $(PAGE_FOLDER)/graphiql && node build.mjs ../../../internal/web/dist

$(PAGE_FOLDER)/installed: internal/web/graphiql/package.json internal/web/graphiql/package-lock.json
	mkdir -p $(PAGE_FOLDER)/graphiql
	cp $^ $(PAGE_FOLDER)/graphiql
	cd $(PAGE_FOLDER)/graphiql && npm ci --ignore-scripts --prefer-offline --no-audit --no-fund --fetch-retry-mintimeout=1000
	touch $@

# Where the page can't be built, what is there already is taken: without Node, the plain page.
.PHONY: page
page:
	@if ! command -v npm >/dev/null; then test -f $(PAGE) || echo "no npm: the page will be the plain one"; \
	elif ! $(MAKE) --question playground; then mkdir -p $(PAGE_FOLDER); echo "building the page, once ..."; \
		$(MAKE) playground >$(PAGE_FOLDER)/log 2>&1 || echo "the page could not be built, and stays as it was: $(PAGE_FOLDER)/log says why"; fi

.PHONY: test
test: ## run the tests
	go test $(TESTFLAGS) ./...

.PHONY: test-race
test-race: ## run the tests under the race detector (needs a C compiler)
	go test -race $(TESTFLAGS) ./...

.PHONY: test-national
test-national: ## run the tests on published files (needs ../shared/ods)
	go test -tags national $(TESTFLAGS) ./...

.PHONY: test-random
test-random: ## compare the store with the naive evaluator on 10,000 random requests
	go test ./internal/store/memory -run TestCompare -rapid.checks=1000 $(TESTFLAGS)

.PHONY: fuzz
fuzz: ## try random input on the query handler and every file reader: make fuzz FUZZTIME=10m
	scripts/fuzz $(FUZZTIME)

.PHONY: test-hostile
test-hostile: ## send the program what nobody should (needs Linux)
	go test -tags hostile -timeout 20m $(TESTFLAGS) ./internal/hostile

.PHONY: test-peers
test-peers: ## compare with graphql-js and the audits of graphql-http (needs Node and npm)
	go test -tags peers $(TESTFLAGS) ./internal/peers

.PHONY: test-recipes
test-recipes: ## follow the examples of docs/examples (needs Node with npm, Python and curl)
	go test -tags recipes $(TESTFLAGS) ./internal/recipes

.PHONY: test-browser
test-browser: ## open the pages in a browser (needs Node, npm, Chromium and ../shared/ods)
	go test -timeout 20m -tags browser $(TESTFLAGS) ./internal/browser

.PHONY: test-neo4j
test-neo4j: ## run the tests against a Neo4j of their own (needs Docker, or a JDK and Maven)
	scripts/neo4j run go test -p 1 -timeout 20m -tags neo4j $(TESTFLAGS) ./internal/store/neo4j/... ./cmd/... ./scripts/...

.PHONY: test-neo4j-national
test-neo4j-national: ## compare a Neo4j with the embedded store on published files (needs ../shared/ods, too)
	scripts/neo4j run go test -p 1 -timeout 20m -tags neo4j,national -run 'FromBothStores|National' $(TESTFLAGS) \
		./internal/questions ./internal/store/neo4j

.PHONY: test-side-by-side
test-side-by-side: ## have all that are compared answer alike (needs what docs/benchmarks.md says, and ../shared/ods)
	go test -timeout 30m -tags sidebyside -run '^TestPage$$' $(TESTFLAGS) ./bench/side-by-side

.PHONY: goldens
goldens: ## write plans and statements of the goldens anew (*/testdata/*.txtar)
	go test ./internal/planner -run '^TestGolden$$' -update
	go test ./internal/store/neo4j/cypher -run '^TestGoldens$$' -update

.PHONY: generate
generate: ## make generated code anew from schema.graphqls
	go generate ./...

.PHONY: lint
lint: ## check form and style
	go vet ./...
	go vet -tags undated ./internal/store/memory
	@unformatted=$$(go tool gofumpt -l .); test -z "$$unformatted" || \
		{ echo "not formatted (go tool gofumpt -w FILE):"; echo "$$unformatted"; exit 1; }
	$(LINT) run

.PHONY: bench
bench: ## measure figures against limits: make bench FROM=../shared/ods/release-2025
	go run ./bench $(if $(FROM),--from $(FROM))

.PHONY: bench-neo4j
bench-neo4j: ## compare with Cypher by hand in a Neo4j: make bench-neo4j FROM=../shared/ods/release-2025
	scripts/neo4j run sh -c 'go run ./bench --neo4j $$ORGGRAPH_TEST_NEO4J $(if $(FROM),--from $(FROM))'

.PHONY: bench-side-by-side
bench-side-by-side: ## compare with what one would take instead: make bench-side-by-side FROM=../shared/ods/release-2025
	go run ./bench/side-by-side $(if $(FROM),--from $(FROM)) $(BENCHFLAGS)
