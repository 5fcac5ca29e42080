package web

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/exchange"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

// tablePage is how many remarks a page of the table has.
const tablePage = 100

// showTable shows remarks beside positions, a page of them or all to print.
func (s *Server) showTable(v *visit) error {
	id, err := v.theWindow()
	if err != nil {
		return err
	}
	by, err := oneOf(v.query, "by", []string{"sender"})
	if err != nil {
		return err
	}
	ask := query.TableAsk{BySender: by == "sender", After: v.query("after"), Size: tablePage}
	whole := v.query("whole") != ""
	if whole {
		ask = query.TableAsk{BySender: ask.BySender}
	}
	table, err := s.queries.Table(v.ctx, v.person, id, ask)
	if err != nil {
		return err
	}
	page := views.CoordinationTable{
		Layout: s.layout(v), Window: windowShown(table.Window), Institution: table.Institution, Contact: table.Contact,
		By: by, Whole: whole, Replies: each(table.Replies, repliedShown), Disagreed: table.Disagreed,
	}
	for row, err := range table.Rows {
		if err != nil {
			return err
		}
		page.Rows = append(page.Rows, views.TableRow{CommentCard: commentCard(row.CommentCard), Starts: row.Starts})
	}
	page.Pages = pagesShown(table.Page, after(page.To().CoordinationTable(id, by)))
	return s.showOf(v, fiber.StatusOK, id.Dossier, views.CoordinationTablePage(page))
}

func repliedShown(r query.Replied) views.Replied {
	return views.Replied{Addressee: r.Addressee, Name: nameShown(r.Name), Through: nameShown(r.Through), Remarks: r.Remarks}
}

// sendTable sends the table as a file of the sort that the path ends in.
func (s *Server) sendTable(v *visit) error {
	id, err := v.theWindow()
	if err != nil {
		return err
	}
	by, err := oneOf(v.query, "by", []string{"sender"})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), streamWithin)
	table, err := s.queries.Table(ctx, v.person, id, query.TableAsk{BySender: by == "sender"})
	if err != nil {
		cancel()
		return err
	}
	made := s.tableFile(v, table, by)
	format := strings.TrimPrefix(path.Ext(v.c.Path()), ".")
	kind, write := exchange.CSVType, func(w io.Writer) error { return exchange.WriteCSV(w, made, "") }
	switch format {
	case "docx":
		kind, write = exchange.DOCXType, func(w io.Writer) error { return exchange.WriteDOCX(w, made) }
	case "xlsx":
		kind, write = exchange.XLSXType, func(w io.Writer) error { return exchange.WriteXLSX(w, made) }
	}
	return s.stream(v, cancel, fileName(id, "table."+format), kind, write)
}

// tableFile is the table in the words of the reader's language.
func (s *Server) tableFile(v *visit, table query.Table, by string) exchange.Table {
	l := s.layout(v)
	w := windowShown(table.Window)
	t := exchange.Table{
		Title: l.T("answers.table") + ": " + l.In(w.Dossier), Language: string(v.lang), Made: v.now,
		Head: l.TableHead(), Widths: []int{10, 16, 16, 40, 14, 40},
		Facts: []string{
			string(w.ID.Dossier) + " · " + l.WindowTitle(w) + " · " + l.In(table.Institution.Name),
			l.T("answers.state", w.Answered, w.Comments) + " " + l.T("answers.made", views.Moment(v.lang, v.now)),
		},
	}
	for _, r := range table.Replies {
		fact := l.ReplyName(views.Replied{Name: nameShown(r.Name), Through: nameShown(r.Through)}) + ": " + l.ReplyWords(r.Addressee)
		if r.Addressee.Reasons != "" {
			fact += ". " + r.Addressee.Reasons
		}
		for _, f := range r.Addressee.Annexes {
			fact += "\n" + l.T("files.one") + " " + f.Name + ": " + l.BaseURL + views.To("").Annex(w.ID, f.Hash)
		}
		t.Facts = append(t.Facts, fact)
	}
	if table.Disagreed > 0 {
		t.Facts = append(t.Facts, l.T("answers.n_not_accepted", table.Disagreed))
	}
	t.Rows = func(yield func(exchange.Row, error) bool) {
		for row, err := range table.Rows {
			card := commentCard(row.CommentCard)
			if row.Starts && err == nil && !yield(exchange.Row{Heading: l.RemarkGroup(card, by)}, nil) {
				return
			}
			if !yield(exchange.Row{Cells: l.RemarkCells(card)}, err) {
				return
			}
		}
	}
	return t
}

// commentsHead names the columns of the file of all comments. The names are for
// ever.
var commentsHead = []string{"number", "submitted", "state", "kind", "name", "code", "document", "revision", "provision", "address",
	"quote", "text", "replacement", "campaign", "outcome", "response", "answered", "resolved_in",
	"channel", "received", "files", "signers"}

// sendComments sends every comment as CSV.
func (s *Server) sendComments(v *visit) error {
	id, err := v.theWindow()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), streamWithin)
	_, rows, err := s.queries.CommentsOf(ctx, v.person, id)
	if err != nil {
		cancel()
		return err
	}
	table := exchange.Table{Head: commentsHead, Rows: commentRows(rows, s.config.BaseURL)}
	return s.stream(v, cancel, fileName(id, "comments.csv"), exchange.CSVType, func(w io.Writer) error { return exchange.WriteCSV(w, table, "") })
}

func commentRows(cards iter.Seq2[query.CommentCard, error], base string) iter.Seq2[exchange.Row, error] {
	return func(yield func(exchange.Row, error) bool) {
		cells := make([]string, len(commentsHead)) // a row is written before the next is asked for
		for card, err := range cards {
			if err == nil {
				fillComment(cells, card)
				fillEntry(cells[18:], card.Comment, base)
			}
			if !yield(exchange.Row{Cells: cells}, err) {
				return
			}
		}
	}
}

func fillComment(cells []string, card query.CommentCard) {
	c, a := card.Comment, card.Comment.Anchor
	clear(cells)
	cells[0], cells[1], cells[2] = c.No.String(), c.Submitted.UTC().Format(time.RFC3339), string(c.State)
	cells[3], cells[4], cells[5] = string(c.Author.Kind), c.Author.Name, c.Author.Code
	if a.Document > 0 {
		cells[6], cells[7], cells[8], cells[9] = strconv.Itoa(a.Document), strconv.Itoa(a.Revision), card.Cite, a.Address
	}
	cells[10], cells[11], cells[12] = a.Quote, c.Text, c.Replacement
	if c.Campaign != 0 {
		cells[13] = c.Campaign.String()
	}
	if r := card.Response; r != nil {
		cells[14], cells[15], cells[16] = string(r.Outcome), r.Text, r.Published.UTC().Format(time.RFC3339)
		if r.Revision > 0 {
			cells[17] = strconv.Itoa(r.Revision)
		}
	}
}

// fillEntry says how a comment came that was not sent here, and where its files
// are and who signed it too, one a line.
func fillEntry(cells []string, c consult.Comment, base string) {
	if c.Entry.Channel != "" {
		cells[0], cells[1] = string(c.Entry.Channel), c.Entry.Received.String()
	}
	var addresses []string
	for i, f := range c.Attachments {
		if f.Withheld == "" {
			addresses = append(addresses, base+views.To("").CommentFile(c.No, i+1))
		}
	}
	cells[2] = strings.Join(addresses, "\n")
	signers := make([]string, len(c.Signers))
	for i, by := range c.Signers {
		signers[i] = strings.TrimSpace(by.Name + " " + by.Code)
	}
	cells[3] = strings.Join(signers, "\n")
}

// fileName names a file about a consultation or a round.
func fileName(id consult.ID, what string) string {
	sort := "consultation"
	if id.Round {
		sort = "round"
	}
	return fmt.Sprintf("%s-%s-%d-%s", strings.ReplaceAll(string(id.Dossier), "/", "-"), sort, id.No, what)
}

// streamWithin is how long a file may take to be sent.
const streamWithin = writeTimeout

// stream sends a file as it is made. When making it fails the connection is cut,
// so that nobody takes a part for the whole. cancel ends what the file is made
// from.
func (s *Server) stream(v *visit, cancel context.CancelFunc, name, kind string, write func(io.Writer) error) error {
	v.c.Set(fiber.HeaderContentType, kind)
	v.c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	v.c.Set(fiber.HeaderCacheControl, string(valueNoCache))
	if !v.person.Anonymous() {
		v.c.Set(fiber.HeaderCacheControl, string(valuePrivate))
	}
	r, w := io.Pipe()
	go func() {
		defer cancel()
		err := buffered(w, write)
		if err != nil && !strings.Contains(err.Error(), io.ErrClosedPipe.Error()) {
			s.config.Log.Error("file not made", "file", name, "error", err.Error())
		}
		_ = w.CloseWithError(err) // never fails
	}()
	v.c.Context().SetBodyStream(r, -1)
	return nil
}

// buffered writes in large pieces, and turns a panic into an error.
func buffered(w io.Writer, write func(io.Writer) error) (err error) {
	defer survive(&err)
	out := bufio.NewWriterSize(w, 64<<10)
	if err := write(out); err != nil {
		return err
	}
	return out.Flush()
}
