package web

import (
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

// What query answers, in the words of views. These two packages do not know
// each other.

func nameShown(n query.Name) views.InstitutionName {
	return views.InstitutionName{Code: n.Code, Name: n.Name}
}

func namesShown(names []query.Name) []views.InstitutionName { return each(names, nameShown) }

// each applies fn to every element.
func each[A, B any](list []A, fn func(A) B) []B {
	if len(list) == 0 {
		return nil
	}
	out := make([]B, len(list))
	for i, a := range list {
		out[i] = fn(a)
	}
	return out
}

func stateShown(s query.State) views.DossierState {
	return views.DossierState{Outcome: s.Outcome, Stage: s.Stage, Since: s.Since, Deadline: s.Deadline, Comments: s.Comments, Quiet: s.Quiet, Round: views.RoundState(s.Round)}
}

func dossierRow(r query.DossierRow) views.DossierRow {
	return views.DossierRow{ID: r.ID, Title: r.Title, Kind: r.Kind, Institution: nameShown(r.Institution),
		State: stateShown(r.State), Changed: r.Changed, Hidden: r.Hidden}
}

func consultationRow(r query.ConsultationRow) views.ConsultationRow {
	return views.ConsultationRow{
		ID: r.ID, Title: r.Title, Dossier: r.DossierTitle, Kind: r.Kind, Institution: nameShown(r.By),
		Opened: r.Opened, Deadline: r.Deadline, Short: r.Short, Moved: len(r.Moves) > 0, Closed: r.Closed,
		Comments: r.Comments, Answered: r.Answered,
	}
}

func roundRow(r query.RoundRow) views.RoundRow {
	return views.RoundRow{
		ID: r.ID, Dossier: r.Dossier, Kind: r.Kind, Institution: nameShown(r.By), Sent: r.Sent, Deadline: r.Deadline,
		Asked: r.Asked, Replied: r.Replied, Refused: r.Refused, Open: r.Open, Short: r.Short, Moved: r.Moved,
		Comments: r.Comments, Answered: r.Answered, Task: r.Task, Assigned: r.Assigned, Prepared: r.Prepared,
	}
}

func documentShown(d query.DocumentRevisions) views.DocumentWithRevisions {
	return views.DocumentWithRevisions{Document: d.Document, Revisions: d.Revisions, Draft: d.Draft}
}

func documentNameShown(d query.DocumentName) views.DocumentName {
	return views.DocumentName{Document: d.Document, Revision: d.Revision, Kind: d.Kind, Title: d.Title}
}

func commentCard(c query.CommentCard) views.CommentCard {
	return views.CommentCard{Comment: c.Comment, Document: documentNameShown(c.Document), Cite: c.Cite, Response: c.Response, Campaign: c.Campaign, Proposed: c.Proposed}
}

func placedShown(c query.PlacedComment) views.PlacedComment {
	return views.PlacedComment{CommentCard: commentCard(c.CommentCard), Node: c.Node, Carried: c.Carried}
}

func rateShown(r query.AnswerRate) views.AnswerRate {
	return views.AnswerRate{Institution: nameShown(r.Institution), Comments: r.Comments, Answered: r.Answered, Overdue: r.Overdue}
}

// changeKinds says how the front page calls an event.
var changeKinds = map[event.Name]views.ChangeKind{
	event.DossierPublished:   views.ChangeDossier,
	event.RevisionPublished:  views.ChangeRevision,
	event.ConsultationOpened: views.ChangeConsultation,
	event.DeadlineMoved:      views.ChangeDeadline,
	event.RoundSent:          views.ChangeRound,
	event.RoundExtended:      views.ChangeDeadline,
	event.ConsultationClosed: views.ChangeClosed,
	event.StepRecorded:       views.ChangeStep,
	event.ResponsePublished:  views.ChangeResponse,
}

func changeShown(c query.Change) views.Change {
	return views.Change{
		At: c.At, Kind: changeKinds[c.Event], Dossier: c.Dossier, Title: c.Title, Document: documentNameShown(c.Document),
		Changes: c.Changes, Consultation: c.Consultation, Deadline: c.Deadline, Stage: c.Stage, Outcome: c.Outcome, Answers: c.Answers,
	}
}

func lineShown(l query.DiffLine) views.DiffLine {
	return views.DiffLine{Kind: l.Kind, Label: l.Label, Link: l.Link, Pieces: l.Pieces}
}

// pagesShown turns marks into addresses.
func pagesShown(p query.Page, address func(after string) string) views.Pages {
	shown := views.Pages{Total: p.Total, First: p.First}
	if p.Before != nil {
		shown.Prev = address(*p.Before)
	}
	if p.Next != nil {
		shown.Next = address(*p.Next)
	}
	return shown
}

// choicesShown turns counted values into links; chosen is the value that is set.
func choicesShown(list []query.Choice, chosen string, address func(value string) string) []views.Choice {
	return each(list, func(c query.Choice) views.Choice {
		shown := views.Choice{Value: c.Value, Label: c.Name, Count: c.Count, Former: c.Former, Chosen: c.Value == chosen, Address: address(c.Value)}
		if shown.Chosen {
			shown.Address = address("")
		}
		return shown
	})
}
