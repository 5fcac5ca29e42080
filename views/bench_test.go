package views

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// act reads one revision of the largest act of the corpus.
func act(b *testing.B, file string) *lawtext.Text {
	b.Helper()
	source, err := os.ReadFile(filepath.Join("..", "..", "shared", "corpus", "acts", "184411", file))
	if err != nil {
		b.Skip("../shared/corpus is absent: ", err)
	}
	return lawtext.Parse(string(source))
}

func BenchmarkRevisionOf300Pages(b *testing.B) {
	text := act(b, "2025-12-09_111.md")
	marks, _ := compare.First(text)
	for i := range marks {
		marks[i].Changed = 1 + i%3
	}
	c := sampleConsultation()
	r := sampleRevisions()
	page := Revision{Layout: Layout{Lang: lang.Et, Now: sampleNow}, Document: sampleDocument, Revision: r[0], Revisions: r, Text: text, Marks: marks, Consultation: &c}
	b.ReportMetric(float64(len(text.Nodes)), "nodes")
	var out bytes.Buffer
	for b.Loop() {
		out.Reset()
		if err := RevisionPage(page).Render(context.Background(), &out); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(out.Len()), "bytes")
}

func BenchmarkComparison(b *testing.B) {
	old, text := act(b, "2002-09-01_001.md"), act(b, "2025-12-09_111.md")
	r := sampleRevisions()
	page := Compare{Layout: Layout{Lang: lang.Et, Now: sampleNow}, Document: sampleDocument, Old: r[1], New: r[0], Revisions: []dossier.Revision{r[1], r[0]}, Result: compare.Texts(old, text)}
	var out bytes.Buffer
	for b.Loop() {
		out.Reset()
		if err := ComparePage(page).Render(context.Background(), &out); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(out.Len()), "bytes")
}

func BenchmarkConsultation20Comments(b *testing.B) {
	page := Consultation{Layout: Layout{Lang: lang.Et, Now: sampleNow}, Consultation: sampleConsultation(), Dossier: sampleTitle, Institution: sampleMinis, Contact: sampleWho}
	for range 20 {
		page.Comments = append(page.Comments, sampleUnanswered())
	}
	var out bytes.Buffer
	for b.Loop() {
		out.Reset()
		if err := ConsultationPage(page).Render(context.Background(), &out); err != nil {
			b.Fatal(err)
		}
	}
}
