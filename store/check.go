package store

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/store/kv"
)

// Report is what a check of the store found.
type Report struct {
	Records  int   // and index entries
	Bytes    int64 // of keys and values
	Problems []string
	Further  int // problems beyond those listed

	Files []consult.File `json:"-"` // that records name; their bytes are beside the store
}

// OK reports whether nothing is wrong.
func (r Report) OK() bool { return len(r.Problems) == 0 }

// maxProblems is how many are listed: a broken disk would name every record.
const maxProblems = 1000

// progressEvery is how many records pass between two reports of progress.
const progressEvery = 1000

// Check reads everything that is kept, on one consistent state: every checksum,
// every text against its hash, that indexes hold exactly what the records say,
// that counts agree, and that the event log has no hole. It tells progress, if
// that is not nil, how many records it has read. The error is only that it could
// not go on; what is wrong with the data is in the report.
func (s *Store) Check(ctx context.Context, progress func(records int)) (Report, error) {
	var report Report
	err := s.View(ctx, func(tx *Tx) error {
		c := &checker{tx: tx, ctx: ctx, progress: progress, expected: map[string]int{}}
		err := c.all()
		report = c.report
		return err
	})
	return report, err
}

// CheckEngine is Check for data that no store has open, such as a backup.
func CheckEngine(ctx context.Context, engine kv.Engine, progress func(records int)) (Report, error) {
	version, _, err := Version(ctx, engine)
	if err != nil {
		return Report{}, err
	}
	if version == 0 {
		return Report{Problems: []string{"there is no store in it"}}, nil
	}
	if version > len(migrations) {
		return Report{}, fmt.Errorf("version %d: %w", version, ErrNewer)
	}
	s, err := newStore(engine, nil)
	if err != nil {
		return Report{}, err
	}
	return s.Check(ctx, progress)
}

type checker struct {
	tx       *Tx
	ctx      context.Context
	progress func(int)
	report   Report
	expected map[string]int // entries that the records say each index has
}

// rules says for each bucket what its records must fulfil.
var rules = map[string]func(c *checker, k, payload []byte) error{
	bucketMeta:         func(*checker, []byte, []byte) error { return nil },
	bucketCounter:      func(*checker, []byte, []byte) error { return nil },
	bucketDossier:      (*checker).dossier,
	bucketDocument:     (*checker).document,
	bucketRevision:     (*checker).revision,
	bucketLayout:       (*checker).layout,
	bucketPack:         (*checker).pack,
	bucketLinks:        (*checker).links,
	bucketCiting:       (*checker).citing,
	bucketKnownAct:     (*checker).knownAct,
	bucketDraft:        decodes[draftRecord](bucketDraft),
	bucketConsultation: (*checker).consultation,
	bucketRound:        (*checker).round,
	bucketComment:      (*checker).comment,
	bucketResponse:     (*checker).response,
	bucketAnswerDraft:  (*checker).answerDraft,
	bucketAssignment:   (*checker).assignment,
	bucketLetter:       (*checker).letter,
	bucketRemarkDraft:  (*checker).remarkDraft,
	bucketSketch:       (*checker).sketch,
	bucketCampaign:     (*checker).campaign,
	bucketCase:         (*checker).moderation,
	bucketUpload:       (*checker).upload,
	bucketFile:         (*checker).file,
	bucketFileText:     (*checker).fileText,
	bucketPending:      (*checker).pending,
	bucketPerson:       (*checker).person,
	bucketInstitution:  decodes[institutionRecord](bucketInstitution),
	bucketOrganisation: (*checker).organisation,
	bucketInvitation:   (*checker).invitation,
	bucketJoint:        (*checker).joint,
	bucketSeen:         (*checker).seen,
	bucketSession:      (*checker).session,
	bucketSavedSearch:  (*checker).savedSearch,
	bucketOnce:         (*checker).once,
	bucketMail:         decodes[mailRecord](bucketMail),
	bucketPosition:     (*checker).position,
	bucketEvent:        (*checker).event,
}

var indexes = []string{
	indexReference, indexOrdinal, indexDeadline, indexRounds, indexWaiting, indexComments, indexRemarks, indexAuthor, indexListed, indexHidden, indexCampaign, indexBands, indexPending,
	indexCited, indexAmended, indexDrafted, indexResolved, indexCases, indexDecided, indexUploads, indexFiles,
	indexSpoken, indexRepresents, indexInvitations, indexInvited, indexJoints,
	indexSubject, indexEmail, indexSessions, indexExpiry, indexHistory,
}

// decodes is the rule for records that stand for themselves.
func decodes[R any](bucket string) func(*checker, []byte, []byte) error {
	return func(_ *checker, k, payload []byte) error {
		var r R
		return unpack(bucket, k, payload, &r)
	}
}

func (c *checker) all() error {
	buckets, err := c.tx.r.Buckets()
	if err != nil {
		return err
	}
	entries := map[string]int{}
	for _, bucket := range buckets {
		rule := rules[bucket]
		if rule == nil && !slices.Contains(indexes, bucket) {
			c.problem("unknown bucket %s", bucket)
			continue
		}
		if entries[bucket], err = c.bucket(bucket, rule); err != nil {
			return err
		}
	}
	for _, index := range indexes {
		if entries[index] != c.expected[index] {
			c.problem("index %s has %d entries and should have %d", index, entries[index], c.expected[index])
		}
	}
	return c.log(entries[bucketEvent])
}

// bucket checks every record of a bucket, or only its seal when there is no rule.
func (c *checker) bucket(bucket string, rule func(*checker, []byte, []byte) error) (n int, err error) {
	err = c.tx.r.Scan(bucket, kv.Range{}, func(k, sealed []byte) error {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		n++
		c.count(len(k) + len(sealed))
		payload, err := open(bucket, k, sealed)
		if err == nil && rule != nil {
			err = rule(c, k, payload)
		}
		if err != nil {
			c.problem("%s %q: %v", bucket, k, err)
		}
		return nil
	})
	return n, err
}

func (c *checker) count(size int) {
	c.report.Records++
	c.report.Bytes += int64(size)
	if c.progress != nil && c.report.Records%progressEvery == 0 {
		c.progress(c.report.Records)
	}
}

func (c *checker) problem(format string, args ...any) {
	if len(c.report.Problems) == maxProblems {
		c.report.Further++
		return
	}
	c.report.Problems = append(c.report.Problems, fmt.Sprintf(format, args...))
}

// expect checks that the indexes have the entries of a record. Together with the
// number of entries in each index this proves that they have no others.
func (c *checker) expect(list []entry) error {
	for _, e := range list {
		c.expected[e.index]++
		value, err := c.tx.get(e.index, e.key)
		if err != nil {
			return fmt.Errorf("index %s: %w", e.index, err)
		}
		if !bytes.Equal(value, []byte(e.value)) {
			return fmt.Errorf("index %s leads to %q", e.index, value)
		}
	}
	return nil
}

// log checks that the event log runs from 1 to its end: as many events as the
// last has as its number.
func (c *checker) log(events int) error {
	last, err := c.tx.LastSeq()
	if err == nil && last != event.Seq(events) {
		c.problem("the event log has %d events and the last number given is %d", events, last)
	}
	return err
}

// same reports a count that a record holds and that is not what is kept.
func same(what string, noted, kept int) error {
	if noted != kept {
		return fmt.Errorf("%s: %d noted, %d kept", what, noted, kept)
	}
	return nil
}
