# What people do with orggraph, one word each. `make` alone lists the words.
# `build`, `run` and `test` need Go and nothing else.

DATA ?=
FROM ?=
LISTEN ?= 127.0.0.1:8080
TESTFLAGS ?=
FUZZTIME ?= 30s
LINT = go tool -modfile=tools/go.mod golangci-lint

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: build
build: ## build bin/orggraph
	go build -trimpath -o bin/orggraph ./cmd/orggraph

.PHONY: run
run: ## serve the demo, or an imported file: make run DATA=england.orggraph
	go run ./cmd/orggraph serve --listen $(LISTEN) $(if $(DATA),--data $(DATA))

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

.PHONY: test-peers
test-peers: ## compare with graphql-js and the audits of graphql-http (needs Node and npm)
	go test -tags peers $(TESTFLAGS) ./internal/peers

.PHONY: test-recipes
test-recipes: ## follow the examples of docs/examples (needs Node with npm, Python and curl)
	go test -tags recipes $(TESTFLAGS) ./internal/recipes

.PHONY: test-neo4j
test-neo4j: ## run the tests against a Neo4j of their own (needs Docker, or a JDK and Maven)
	scripts/neo4j run go test -p 1 -timeout 20m -tags neo4j $(TESTFLAGS) ./internal/store/neo4j/... ./cmd/... ./scripts/...

.PHONY: test-neo4j-national
test-neo4j-national: ## compare a Neo4j with the embedded store on published files (needs ../shared/ods, too)
	scripts/neo4j run go test -p 1 -timeout 20m -tags neo4j,national -run 'FromBothStores|National' $(TESTFLAGS) \
		./internal/questions ./internal/store/neo4j

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
