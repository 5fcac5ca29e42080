package views

import (
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
)

// changed is what has changed since somebody commented or looked.
func (s sampler) changed() []Sample {
	document := DocumentName{1, 2, dossier.DraftAct, sampleTitle}
	change := sampleChange()
	own := OwnPlace{CommentCard: sampleCard(), Place: &PlaceNow{Revision: 2, Cite: "§ 2 lg 2", Address: "para2lg2", Carried: compare.Carried{Node: 3, State: compare.StateReworded, Share: .62}}, Changes: []ChangeChoice{change}}
	own.Document = DocumentName{1, 1, dossier.DraftAct, sampleTitle}
	gone := OwnPlace{CommentCard: sampleUnanswered(), Place: &PlaceNow{Revision: 2, Carried: compare.Carried{Node: -1, State: compare.StateDeleted}}}
	gone.Document, gone.Comment.Anchor.Document = own.Document, 1
	mine := ChangedDocument{
		Document: document, Newest: 2, From: 1, Basis: "comment", Commented: 1, Own: []OwnPlace{own, gone},
		Others: []ChangeChoice{{Address: "para3", Cite: "§ 3", Line: change.Line}, {Address: "tekst-4", Line: change.Line}}, Further: 12,
	}
	theirs := mine
	theirs.Own, theirs.Basis, theirs.Commented, theirs.Further = nil, "revision", 0, 0
	read := ChangedDocument{Document: document, Newest: 2, From: 2, Basis: "seen", Seen: 2}
	none := ChangedDocument{Document: document, Newest: 2}
	return []Sample{
		{"changed", ChangedPage(Changed{Layout: s.representative(), Dossier: sampleTitle, ID: sampleDossier, Documents: []ChangedDocument{mine}, Whole: []CommentCard{sampleCard()}, Commented: true, Seen: true})},
		{"changed-since", ChangedPage(Changed{Layout: s.Layout, Dossier: sampleTitle, ID: sampleDossier, Documents: []ChangedDocument{theirs}})},
		{"changed-read", ChangedPage(Changed{Layout: s.representative(), Dossier: sampleTitle, ID: sampleDossier, Documents: []ChangedDocument{read}, Seen: true})},
		{"changed-choose", ChangedPage(Changed{Layout: s.Layout, Dossier: sampleTitle, ID: sampleDossier, Documents: []ChangedDocument{none}})},
	}
}
