//go:build sqlite_fts5

package main

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	_ "github.com/mattn/go-sqlite3" // the driver

	"github.com/eelnou/eelnou/search"
	"github.com/eelnou/eelnou/search/estonian"
)

// rival is SQLite FTS5 in this process, over the same documents. It is given
// the keys our analysis makes, so both find the same, and the words without
// diacritics for phrases; facets are columns of a table beside it.
type rival struct{ db *sql.DB }

func openRival(dir string, docs []search.Document) (*rival, error) {
	path := filepath.Join(dir, fmt.Sprintf("fts5-%d.db", len(docs)))
	_, absent := os.Stat(path)
	db, err := sql.Open("sqlite3", "file:"+path+"?_journal_mode=WAL&_sync=NORMAL&_cache_size=-200000&_mmap_size=2000000000")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	r := &rival{db}
	if absent == nil {
		return r, nil
	}
	return r, errors.Join(r.fill(docs), r.titles(docs))
}

func (r *rival) fill(docs []search.Document) error {
	_, err := r.db.Exec(`
		create virtual table fts using fts5(keys, plain, tokenize="unicode61 remove_diacritics 0 tokenchars '=~^'", detail=full);
		create table facts(id integer primary key, kind text, institution text, year int);`)
	if err != nil {
		return err
	}
	tx, err := r.db.Begin()
	if err != nil {
		return err
	}
	add, err := tx.Prepare("insert into fts(rowid, keys, plain) values (?, ?, ?)")
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	note, err := tx.Prepare("insert into facts values (?, ?, ?, ?)")
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	for i := range docs {
		d := &docs[i]
		_, err := add.Exec(i+1, keysIn(d.Title+" "+d.Text), plainIn(d.Title+" "+d.Text))
		if err == nil {
			_, err = note.Exec(i+1, string(d.Kind), d.Institution, d.Year)
		}
		if err != nil {
			return errors.Join(err, tx.Rollback())
		}
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err = r.db.Exec("insert into fts(fts) values ('optimize')")
	return err
}

// titles is what completion looks in.
func (r *rival) titles(docs []search.Document) error {
	if _, err := r.db.Exec(`create virtual table titles using fts5(title, prefix='2 3', tokenize="unicode61 remove_diacritics 2")`); err != nil {
		return err
	}
	for _, d := range dossiers(docs) {
		if _, err := r.db.Exec("insert into titles values (?)", d.Title); err != nil {
			return err
		}
	}
	return nil
}

func keysIn(text string) string {
	var b strings.Builder
	estonian.Tokens(text, func(t estonian.Token) bool {
		if t.Number {
			b.WriteString(t.Word + " ")
			return true
		}
		for _, key := range estonian.Keys(t.Word) {
			b.WriteString(key + " ")
		}
		return true
	})
	return b.String()
}

func plainIn(text string) string {
	var b strings.Builder
	estonian.Tokens(text, func(t estonian.Token) bool {
		b.WriteString(estonian.Plain(t.Word) + " ")
		return true
	})
	return b.String()
}

// word is a word of a query with the forms it may have.
func word(w string) string {
	var keys []string
	for _, key := range estonian.Keys(w) {
		keys = append(keys, `"`+key+`"`)
	}
	return "keys:(" + strings.Join(keys, " OR ") + ")"
}

func matching(words, joint string) string {
	var list []string
	for _, w := range strings.Fields(words) {
		list = append(list, word(w))
	}
	return strings.Join(list, joint)
}

func (r *rival) term(w string) error { return r.best(matching(w, " AND ")) }
func (r *rival) and(w string) error  { return r.best(matching(w, " AND ")) }
func (r *rival) or(w string) error   { return r.best(matching(w, " OR ")) }
func (r *rival) phrase(w string) error {
	return r.best(`plain:"` + plainIn(w) + `"`)
}

// best reads the twenty best hits and how many there are.
func (r *rival) best(match string) error {
	var total int
	if err := r.db.QueryRow("select count(*) from fts where fts match ?", match).Scan(&total); err != nil {
		return fmt.Errorf("%s: %w", match, err)
	}
	return r.rows("select rowid, substr(plain, 1, 400) from fts where fts match ? order by rank limit 20", match)
}

func (r *rival) faceted(w string) error {
	match := matching(w, " AND ")
	if err := r.rows(`select rowid, snippet(fts, 1, '<b>', '</b>', '…', 32) from fts where fts match ? order by rank limit 20`, match); err != nil {
		return err
	}
	for _, column := range [...]string{"kind", "institution", "year"} {
		err := r.rows("select count(*), "+column+" from facts where id in (select rowid from fts where fts match ?) group by "+column, match)
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *rival) prefix(p string) error {
	return r.rows(`select rowid, title from titles where titles match ? order by rank limit 8`, `"`+estonian.Plain(p)+`" *`)
}

func (r *rival) rows(query, match string) error {
	rows, err := r.db.Query(query, match)
	if err != nil {
		return fmt.Errorf("%s: %w", match, err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int
		var text string
		if err := rows.Scan(&id, &text); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (r *rival) close() error { return r.db.Close() }
