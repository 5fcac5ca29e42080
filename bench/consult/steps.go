package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

// senders is how many send comments at the same time.
const senders = 64

// arrive sends the comments as people would, each durable before it is
// acknowledged.
func (s *subject) arrive(ctx context.Context, all, members int) error {
	texts := invent(all, members)
	var next atomic.Int64
	var failed atomic.Pointer[error]
	cpu, wall, _ := cost(func() error {
		var wait sync.WaitGroup
		for range senders {
			wait.Go(func() {
				for i := int(next.Add(1)) - 1; i < all && failed.Load() == nil; i = int(next.Add(1)) - 1 {
					if err := s.send(ctx, crowded, i, texts[i]); err != nil {
						failed.Store(&err)
					}
				}
			})
		}
		wait.Wait()
		return nil
	})
	if err := failed.Load(); err != nil {
		return *err
	}
	row("a comment kept, clustered and acknowledged, CPU", milliseconds(cpu/time.Duration(all)), "≤ 2 ms")
	row("the same with 64 senders, durable comments a second", fmt.Sprintf("%.0f", float64(all)/wall.Seconds()), "")
	return nil
}

func (s *subject) send(ctx context.Context, to consult.ID, i int, text string) error {
	p := people.Person{ID: people.ID(fmt.Sprintf("person-%d", i)), Name: fmt.Sprintf("Inimene %d", i)}
	_, err := s.actions.SubmitComment(ctx, p, action.SubmitComment{
		Consultation: to, As: consult.Private, Name: p.Name, Text: text, Received: time.Now(), FormID: fmt.Sprintf("form-%s-%d", to, i),
	})
	return err
}

// invent makes comments in a mixed order: members of a campaign, often with
// small edits, and people who write on their own.
func invent(all, members int) []string {
	r := rand.New(rand.NewPCG(1, 2))
	texts := make([]string, 0, all)
	letter := strings.Fields(words(r, 120))
	for i := range all {
		if i >= members {
			texts = append(texts, words(r, 30+r.IntN(60)))
			continue
		}
		mine := append([]string(nil), letter...)
		for range r.IntN(4) {
			mine[r.IntN(len(mine))] = word(r)
		}
		texts = append(texts, strings.Join(mine, " "))
	}
	r.Shuffle(all, func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
	return texts
}

func words(r *rand.Rand, n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = word(r)
	}
	return strings.Join(list, " ")
}

func word(r *rand.Rand) string {
	syllables := strings.Fields("ma ta ka le se ri no tu vi pa ko õi me he la de ra si na ti ju ke lo üh rä pu va is ol te")
	var b strings.Builder
	for range 1 + r.IntN(4) {
		b.WriteString(syllables[r.IntN(len(syllables))])
	}
	return b.String()
}

// pages measures the first page of the consultation and of the campaign, each
// made anew for every request.
func pages(_ context.Context, s *subject) error {
	to := views.To("et")
	base, err := each(200, func(i int) error { _, err := get(fmt.Sprintf("%s/?n=%d", s.nothing, i)); return err })
	if err != nil {
		return err
	}
	row("trivial Fiber handler asked the same way, CPU", milliseconds(base), "")
	if err := s.page("first page of the consultation made anew, CPU", to.Consultation(crowded), "≤ 5 ms"); err != nil {
		return err
	}
	return s.page("its coordination table, first page, CPU", to.CoordinationTable(crowded, "sender"), "")
}

// page measures a page made anew for every request.
func (s *subject) page(what, path, goal string) error {
	took, err := each(40, func(i int) error { _, err := get(s.base + with(path, i)); return err })
	if err == nil {
		row(what, milliseconds(took), goal)
	}
	return err
}

// with adds a parameter that no page reads, so that the address is another one.
func with(path string, i int) string {
	mark := "?"
	if strings.Contains(path, "?") {
		mark = "&"
	}
	return fmt.Sprintf("%s%sn=%d", path, mark, i)
}

// each is the processor time of one call among n, after one that warms up.
func each(n int, fn func(i int) error) (time.Duration, error) {
	if err := fn(n); err != nil {
		return 0, err
	}
	cpu, _, err := cost(func() error {
		for i := range n {
			if err := fn(i); err != nil {
				return err
			}
		}
		return nil
	})
	return cpu / time.Duration(n), err
}

// export reads every comment as CSV and watches the memory meanwhile.
func export(_ context.Context, s *subject) error {
	var all int64
	most, stop := watchHeap()
	cpu, wall, err := cost(func() error {
		var err error
		all, err = get(s.base + views.To("et").Consultation(crowded) + "/comments.csv")
		return err
	})
	grown := stop()
	if err != nil {
		return err
	}
	n, err := s.comments()
	if err != nil {
		return err
	}
	row("every comment as CSV, rows a second", fmt.Sprintf("%.0f", float64(n)/wall.Seconds()), "≥ 20000")
	row("the same, CPU; MB; memory grown by", fmt.Sprintf("%s %.1f %.1f MB", milliseconds(cpu), float64(all)/1e6, float64(*most-grown)/1e6), "constant")
	_, plainly, err := cost(func() error { return writeRows(n, int(all)/n) })
	row("encoding/csv writing as many rows of that length", fmt.Sprintf("%.1f ×", float64(wall)/float64(plainly)), "")
	return err
}

func (s *subject) comments() (int, error) {
	c, _, err := s.queries.ConsultationFacts(context.Background(), people.Person{}, crowded)
	return c.Comments, err
}

// watchHeap notes the most memory in use until it is told to stop, which
// answers with how much it was at the beginning.
func watchHeap() (*uint64, func() uint64) {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	first, most := m.HeapAlloc, m.HeapAlloc
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case <-done:
				return
			case <-time.After(20 * time.Millisecond):
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapAlloc)
			}
		}
	}()
	return &most, func() uint64 { close(done); <-ended; return first }
}

func writeRows(n, length int) error {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	for i := range n {
		if err := w.Write([]string{fmt.Sprint(i), "Inimene", strings.Repeat("a", length)}); err != nil {
			return err
		}
		if b.Len() > 1<<20 {
			b.Reset()
		}
	}
	w.Flush()
	return w.Error()
}

// answerAll answers every member of the campaign with one response, through a
// draft as an official does it.
func answerAll(ctx context.Context, s *subject) error {
	list, err := s.queries.Answering(ctx, official, crowded, query.AnswerAsk{Show: query.ShowCampaign})
	if err != nil {
		return err
	}
	largest := query.AnswerRow{}
	for _, r := range list.Rows {
		if r.Members > largest.Members {
			largest = r
		}
	}
	var no consult.DraftNo
	_, wall, err := cost(func() error {
		no, err = s.actions.DraftResponse(ctx, official, action.DraftResponse{
			Window: crowded, Campaigns: []consult.CampaignNo{largest.Comment.Campaign}, Comments: []consult.CommentNo{largest.Comment.No},
			Outcome: consult.Partly, Text: "Tähtaeg pikeneb, aruanne jääb.", FormID: "one draft",
		})
		return err
	})
	if err != nil {
		return err
	}
	row(fmt.Sprintf("one draft for the %d members that wait", largest.Members), milliseconds(wall), "")
	draft, err := s.queries.AnswerDraft(ctx, official, crowded, no)
	if err != nil {
		return err
	}
	_, wall, err = cost(func() error {
		return s.actions.PublishResponses(ctx, official, action.PublishResponses{
			Window: crowded, Drafts: []action.DraftAt{{No: no, Version: draft.Draft.Version}}, FormID: "one answer",
		})
	})
	if err != nil {
		return err
	}
	row("the response published, each member answered, durable", milliseconds(wall), "")
	to := views.To("et")
	return errors.Join(
		s.page("first page of the consultation then, CPU", to.Consultation(crowded), "≤ 5 ms"),
		s.page("page of one member then, CPU", to.Comment(largest.Comment.No), "≤ 5 ms"),
		s.page("the coordination table then, first page, CPU", to.CoordinationTable(crowded, "sender"), ""),
		export(ctx, s),
	)
}

// tables makes the coordination table of 2,000 remarks in every form.
func tables(ctx context.Context, s *subject) error {
	r := rand.New(rand.NewPCG(3, 4))
	for i := range 2000 {
		if err := s.send(ctx, plain, i, words(r, 40)); err != nil {
			return err
		}
	}
	took, err := each(20, func(i int) error {
		_, err := s.queries.Answering(ctx, official, plain, query.AnswerAsk{BySender: i%2 == 0})
		return err
	})
	if err != nil {
		return err
	}
	row("work list with 2,000 remarks read, CPU", milliseconds(took), "≤ 20 ms")
	for _, form := range []string{"docx", "xlsx", "csv"} {
		_, wall, err := cost(func() error {
			_, err := get(s.base + views.To("et").Consultation(plain) + "/table." + form)
			return err
		})
		if err != nil {
			return err
		}
		row("table of 2,000 remarks as "+form, milliseconds(wall), "≤ 2000 ms")
	}
	return nil
}
