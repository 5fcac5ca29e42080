package intake

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/exchange"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// keeper publishes the eelnõude infosüsteem and answers for dossiers in it that
// name nobody.
const keeper = "Riigikantselei"

// number is a dossier's number: the code of an institution or of a policy of
// the European Union, year and ordinal.
const number = `(\p{Lu}{1,12}|\d+(?:\.\d+)+)/(\d{2})-(\d{1,6})`

var (
	wholeNumber  = regexp.MustCompile(`^` + number + `$`)
	numberWithin = regexp.MustCompile(`\b` + number + `\b`)
	dayWithin    = regexp.MustCompile(`\((\d{2})\.(\d{2})\.(\d{4})\)`)
)

func (r *runner) importList(ctx context.Context, l list) error {
	addresses := map[string]string{} // by number
	for _, e := range l.dossiers {
		note := complete(&e)
		if err := valid(e, addresses); err != nil {
			err.Line = e.Line
			r.refuse(l.file, 0, err)
			continue
		}
		addresses[e.Number] = e.Address
		known, institutions, err := r.importListed(ctx, e)
		if errors.Is(err, fault.ErrConflict) {
			r.refuse(l.file, 0, &exchange.Refused{Line: e.Line, Reason: fault.Of(err).Message})
			continue
		}
		if err != nil {
			return fmt.Errorf("import dossier %s: %w", e.Number, err)
		}
		r.step(l.file, 0, func(report *Report) {
			if note != "" {
				report.Notes = append(report.Notes, Note{File: l.file, Line: e.Line, What: fault.Message{Key: note, Args: []any{e.Number}}})
			}
			if known {
				report.UnchangedDossiers++
				return
			}
			report.Opened++
			report.Institutions = append(report.Institutions, institutions...)
		})
	}
	return nil
}

// importListed opens a dossier unless it is there. It looks first without
// writing, so that the same list again leaves the store as it is to the byte.
func (r *runner) importListed(ctx context.Context, e exchange.EISDossier) (known bool, added []people.Code, err error) {
	err = r.store.View(ctx, func(tx *store.Tx) (err error) {
		known, err = has(tx, e)
		return err
	})
	if err != nil || known {
		return known, nil, err
	}
	err = r.store.Update(ctx, func(tx *store.Tx) (err error) {
		if known, err = has(tx, e); err == nil && !known {
			added, err = openListed(tx, e)
		}
		return err
	})
	return known, added, err
}

// complete takes number and day from the title where the list lacks them and
// the title has them, and returns the key of what to tell about it.
func complete(e *exchange.EISDossier) (note string) {
	if e.Number == "" {
		if e.Number = numberWithin.FindString(e.Title); e.Number != "" {
			note = "exchange.number_from_title"
		}
	}
	if e.Published.IsZero() {
		if m := dayWithin.FindStringSubmatch(e.Title); m != nil {
			if day, err := clock.ParseDate(m[3] + "-" + m[2] + "-" + m[1]); err == nil {
				e.Published = day
			}
		}
	}
	return note
}

func valid(e exchange.EISDossier, addresses map[string]string) *exchange.Refused {
	switch before, twice := addresses[e.Number]; {
	case e.Title == "":
		return refusal("exchange.no_title")
	case e.Number == "":
		return refusal("exchange.no_number")
	case !wholeNumber.MatchString(e.Number):
		return refusal("exchange.bad_number", e.Number)
	case twice && before != e.Address:
		return refusal("exchange.twice", e.Number)
	}
	return nil
}

// has reports whether the dossier is there; a number that another dossier has
// is a conflict.
func has(tx *store.Tx, e exchange.EISDossier) (bool, error) {
	_, err := tx.DossierByReference("EIS", e.Number)
	if err == nil {
		return true, nil
	}
	if !errors.Is(err, fault.ErrNotFound) {
		return false, err
	}
	_, err = tx.Dossier(dossier.ID(e.Number))
	switch {
	case err == nil:
		return false, fault.New(fault.Conflict, "exchange.number_taken", e.Number)
	case errors.Is(err, fault.ErrNotFound):
		return false, nil
	}
	return false, err
}

// openListed writes the dossier with its one known step.
func openListed(tx *store.Tx, e exchange.EISDossier) ([]people.Code, error) {
	series := wholeNumber.FindStringSubmatch(e.Number)[1]
	who := giver(keeper)
	if !strings.Contains(series, ".") {
		who = byCode(series, e.Initiator)
	}
	added, err := record(tx, who)
	if err != nil {
		return nil, err
	}
	at := listedAt(e, tx.Now())
	d := dossier.Dossier{
		ID: dossier.ID(e.Number), Title: lang.Text{Et: e.Title}, Kind: eisKind(e.Kind, series),
		Institution: who.Code, Contact: dossier.Contact{Office: who.Name.Et, Email: who.Email},
		References: []dossier.Reference{{System: "EIS", Value: e.Number, Address: e.Address}},
		Steps:      []dossier.Step{{Stage: eisStage(e), Happened: e.Published, Recorded: tx.Now(), Source: e.Address}},
		Published:  at, Created: tx.Now(), Changed: at,
	}
	if err := tx.PutDossier(d); err != nil {
		return nil, err
	}
	return added, tell(tx, d, at, event.Event{Name: event.DossierOpened}, event.Event{Name: event.DossierPublished}, event.Event{Name: event.StepRecorded})
}

// listedAt is when a dossier was published: its day, else the start of the year
// in its number, else now.
func listedAt(e exchange.EISDossier, now time.Time) time.Time {
	day := e.Published
	if day.IsZero() {
		year, _ := strconv.Atoi(wholeNumber.FindStringSubmatch(e.Number)[2])
		day = clock.NewDate(2000+year, 1, 1)
	}
	if at := clock.StartOfDay(day).UTC(); at.Before(now) {
		return at
	}
	return now
}

func eisStage(e exchange.EISDossier) dossier.Stage {
	switch e.Stage {
	case "Review", "Coordination":
		return dossier.Coordination
	case "Submission":
		return dossier.Submission
	}
	return dossier.Consultation
}
