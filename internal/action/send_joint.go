package action

import (
	"context"
	"fmt"
	"time"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// SendJoint asks to send a joint opinion.
type SendJoint struct {
	Joint    consult.JointID
	Wording  int       // that was looked over
	Received time.Time // when the request was complete
}

// SendJoint publishes a joint opinion as comments, one for each part, and answers
// with their numbers once they are durably stored. It is sent once: whoever sends it
// again, or at the same moment, gets the same answer. Those whose signature does not
// stand under the words as they are are left out.
func (a *Actions) SendJoint(ctx context.Context, p people.Person, req SendJoint) ([]consult.CommentNo, error) {
	var sent []consult.CommentNo
	err := a.store.Update(ctx, func(tx *store.Tx) error {
		j, err := ownJoint(tx, p, req.Joint)
		if err != nil {
			return err
		}
		if !j.Sent.IsZero() {
			sent = j.Comments
			return nil
		}
		comments, err := a.joint(tx, p, j, req)
		if err != nil {
			return err
		}
		j.Comments = nil
		for i, m := range comments {
			if i > 0 {
				m.Joint = j.Comments[0]
			}
			if m, err = a.keepComment(tx, p, m); err != nil {
				return err
			}
			j.Comments = append(j.Comments, m.No)
			if i == 0 {
				m.Joint = m.No
				if err := tx.PutComment(m); err != nil {
					return err
				}
			}
		}
		j.Sent, j.SentBy, j.Saved = a.clock(), p.ID, a.clock()
		sent = j.Comments
		return a.putJoint(tx, p, j)
	})
	return sent, err
}

// joint is the comments that a joint opinion becomes.
func (a *Actions) joint(tx *store.Tx, p people.Person, j consult.Joint, req SendJoint) ([]consult.Comment, error) {
	c, _, err := permittedConsultation(tx, p, people.ReadPublished, j.Consultation)
	if err != nil {
		return nil, err
	}
	by, err := organisationAuthor(tx, p, j.Organisation)
	if err != nil {
		return nil, err
	}
	var signers []consult.Author
	for _, s := range j.Cosigners {
		if !j.Stands(s) {
			continue
		}
		o, err := tx.Organisation(s.Organisation)
		if err != nil {
			return nil, err
		}
		signers = append(signers, consult.Author{Kind: consult.Organisation, Name: o.Name, Code: o.Code, Person: s.AnsweredBy})
	}
	return j.Send(c, by, signers, req.Wording, req.Received)
}

// mailCosigners tells the representatives of an organisation that it is asked to
// sign. Each is written to in the language of their invitation.
func (a *Actions) mailCosigners(tx *store.Tx, j consult.Joint, own, asked people.Organisation) error {
	for _, r := range asked.Representatives {
		p, err := tx.Person(r.Person)
		if err != nil {
			return err
		}
		to := r.Mail(p)
		if to == "" || p.Disabled {
			continue
		}
		if err := tx.PutMail(a.cosignMail(j, own, asked, r, to)); err != nil {
			return err
		}
	}
	return nil
}

func (a *Actions) cosignMail(j consult.Joint, own, asked people.Organisation, r people.Representative, to string) store.Mail {
	tag, words := wordsIn(cosigning, r.Language)
	link := fmt.Sprintf("%s/%s/joint-opinions/%s", a.settings.BaseURL, tag, j.ID)
	return store.Mail{
		Key: fmt.Sprintf("cosign/%s/%s/%s/%d", j.ID, asked.Code, r.Person, a.clock().UnixNano()), To: to, Created: a.clock(),
		Subject: fmt.Sprintf(words.subject, own.Name),
		Text:    fmt.Sprintf(words.text, own.Name, own.Code, asked.Name, j.Consultation.Dossier, link),
	}
}
