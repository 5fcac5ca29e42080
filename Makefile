# Eelnõu: what one does every day. `make` lists the targets.
.DEFAULT_GOAL := help
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory

GO ?= go
OURS = $(shell git ls-files '*.go' ':!:*_templ.go')

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.PHONY: run
run: ## start the service with sample content on http://127.0.0.1:8080
	$(GO) run ./cmd/eelnou serve

.PHONY: build
build: ## build bin/eelnou
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags='-s -w' -o bin/eelnou ./cmd/eelnou

.PHONY: generate
generate: ## make the generated files anew
	$(GO) generate ./...
	$(GO) tool templ generate -path views -log-level error

.PHONY: check
check: tools format generated lint test pages ## everything that must pass, in order

.PHONY: tools
tools: ## install what the tests need and this machine lacks
	@bash e2e/install.sh

.PHONY: format
format: ## fail when a file is not formatted
	@unformatted=$$(gofmt -l $(OURS)); [ -z "$$unformatted" ] || { echo "gofmt: $$unformatted"; exit 1; }

.PHONY: generated
generated: ## fail when generating changes a file
	@before=$$(git status --porcelain -- views search | sha256sum; git diff -- views search | sha256sum); \
	$(MAKE) generate >/dev/null; \
	after=$$(git status --porcelain -- views search | sha256sum; git diff -- views search | sha256sum); \
	[ "$$before" = "$$after" ] || { echo "generated files differ: run make generate and commit"; git diff --stat -- views search; exit 1; }

.PHONY: lint
lint: ## go vet and staticcheck
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

.PHONY: test
test: ## all Go tests with the race detector in shuffled order
	$(GO) test -race -shuffle=on -timeout=20m ./...
	TZ=America/Los_Angeles $(GO) test -shuffle=on ./internal/clock/ ./internal/consult/ ./internal/dossier/

.PHONY: pages
pages: ## browser tests in headless Chromium
	cd e2e && npm test

.PHONY: bench
bench: ## benchmarks beside the code, then the comparisons in bench/
	$(GO) test -run='^$$' -bench=. ./...
	@for b in store import compare search consult http; do echo "== bench/$$b"; $(GO) run -tags sqlite_fts5 ./bench/$$b; done
