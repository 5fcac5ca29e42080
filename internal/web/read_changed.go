package web

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

// changedPages is the part of the route table for what has changed since somebody
// commented or looked.
func (s *Server) changedPages() []Route {
	const get, post = fiber.MethodGet, fiber.MethodPost
	return []Route{
		{Method: get, Path: aDossier + "/changed", Who: Anyone, Handler: s.showChanged, Cache: true},
		{Method: post, Path: aDossier + "/seen", Who: SignedIn, Handler: s.markSeen},
		{Method: post, Path: aDossier + "/seen/forget", Who: SignedIn, Handler: s.forgetSeen},
	}
}

// changedAsk reads what the address asks: since is a revision, or "comment" or
// "seen"; document narrows it to one.
func changedAsk(v *visit) (query.ChangedAsk, error) {
	var ask query.ChangedAsk
	var err error
	if document := v.query("document"); document != "" {
		if ask.Document, err = strconv.Atoi(document); err != nil || ask.Document < 1 {
			return ask, malformed("document")
		}
	}
	switch since := v.query("since"); since {
	case "":
	case string(query.SinceComment), string(query.SinceSeen):
		ask.Basis = query.Basis(since)
	default:
		ask.Basis = query.SinceRevision
		if ask.Since, err = strconv.Atoi(since); err != nil || ask.Since < 1 {
			return ask, malformed("since")
		}
	}
	return ask, nil
}

func (s *Server) showChanged(v *visit) error {
	ask, err := changedAsk(v)
	if err != nil {
		return err
	}
	id := v.theDossier()
	found, err := s.queries.Changed(v.ctx, v.person, id, ask)
	if err != nil {
		return err
	}
	page := views.Changed{
		Layout: s.layout(v), Dossier: found.Dossier.Title, ID: id, Commented: found.Commented, Seen: found.Seen,
		Whole: each(found.Whole, commentCard), Documents: each(found.Documents, changedDocument),
	}
	page.Robots = "noindex"
	return s.showOf(v, fiber.StatusOK, id, views.ChangedPage(page))
}

func changedDocument(d query.ChangedDocument) views.ChangedDocument {
	shown := views.ChangedDocument{
		Document: documentNameShown(d.Document), Newest: d.Newest, From: d.From, Basis: string(d.Basis),
		Commented: d.Commented, Seen: d.Seen, Others: each(d.Others, changeShownIn), Further: d.Further,
	}
	for _, o := range d.Own {
		one := views.OwnPlace{CommentCard: commentCard(o.CommentCard), Changes: each(o.Changes, changeShownIn)}
		one.Document = shown.Document
		one.Document.Revision = o.Comment.Anchor.Revision
		if o.Place != nil {
			place := views.PlaceNow(*o.Place)
			one.Place = &place
		}
		shown.Own = append(shown.Own, one)
	}
	return shown
}

// markSeen notes what the form shows as read, and goes back to where it stood.
func (s *Server) markSeen(v *visit) error {
	var list []action.SeenAt
	for _, value := range v.values("seen") {
		document, revision, _ := strings.Cut(value, "@")
		d, err1 := strconv.Atoi(document)
		r, err2 := strconv.Atoi(revision)
		if err1 != nil || err2 != nil {
			return malformed("seen")
		}
		list = append(list, action.SeenAt{Document: d, Revision: r})
	}
	if err := s.actions.MarkSeen(v.ctx, v.person, v.theDossier(), list); err != nil {
		return err
	}
	return v.see(views.To(v.lang).Changed(v.theDossier(), views.ChangedQuery{Since: "seen"}))
}

func (s *Server) forgetSeen(v *visit) error {
	if err := s.actions.ForgetSeen(v.ctx, v.person, v.theDossier()); err != nil {
		return err
	}
	return v.see(views.To(v.lang).Changed(v.theDossier(), views.ChangedQuery{}))
}
