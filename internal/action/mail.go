package action

import (
	"errors"
	"fmt"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// confirmation is the mail that asks somebody to confirm their address, in
// each language. Its values are the dossier's number and the link.
var confirmation = map[lang.Tag]struct{ subject, text string }{
	lang.Et: {
		"Kinnita oma arvamus: %s",
		"Tere!\n\nSaatsid arvamuse toimiku %s kohta. Arvamus avaldatakse, kui avad selle lingi ja kinnitad:\n\n%s\n\nKui sa arvamust ei saatnud, jäta kiri tähelepanuta: midagi ei avaldata.\n",
	},
	lang.En: {
		"Confirm your comment: %s",
		"Hello,\n\nYou sent a comment on dossier %s. It is published once you open this link and confirm:\n\n%s\n\nIf you did not send it, ignore this message: nothing will be published.\n",
	},
	lang.Ru: {
		"Подтвердите своё мнение: %s",
		"Здравствуйте!\n\nВы отправили мнение по делу %s. Оно будет опубликовано, когда вы откроете ссылку и подтвердите его:\n\n%s\n\nЕсли вы ничего не отправляли, не обращайте внимания на это письмо: ничего не будет опубликовано.\n",
	},
}

// published is the mail that tells the number of a comment that was sent without
// an account. Its values are the number and the private link.
var published = map[lang.Tag]struct{ subject, text string }{
	lang.Et: {
		"Arvamus %s on avaldatud",
		"Tere!\n\nSinu arvamuse number on %s.\n\nSelle lingiga näed, mis arvamusest sai, saad seda parandada, tagasi võtta või öelda, et sina seda ei kirjutanud:\n\n%s\n\nHoia link endale: kellel see on, saab teha sama.\n",
	},
	lang.En: {
		"Comment %s is published",
		"Hello,\n\nThe number of your comment is %s.\n\nThis link shows what became of it and lets you correct it, withdraw it, or say that you did not write it:\n\n%s\n\nKeep the link to yourself: whoever has it can do the same.\n",
	},
	lang.Ru: {
		"Мнение %s опубликовано",
		"Здравствуйте!\n\nНомер вашего мнения: %s.\n\nПо этой ссылке видно, что стало с мнением; его можно исправить, отозвать или сообщить, что вы его не писали:\n\n%s\n\nНикому не передавайте ссылку: любой, у кого она есть, может сделать то же.\n",
	},
}

// publishedMail goes to whoever sent a comment from an address they confirmed.
// sort tells mails about one comment apart.
func (a *Actions) publishedMail(tx *store.Tx, to string, no consult.CommentNo, tag lang.Tag, sort string) error {
	words, ok := published[tag]
	if !ok {
		tag, words = lang.Et, published[lang.Et]
	}
	link, err := a.ownLink(tx, no, tag)
	if err != nil {
		return err
	}
	return tx.PutMail(store.Mail{
		Key: sort + no.String(), To: to, Created: a.clock(),
		Subject: fmt.Sprintf(words.subject, no), Text: fmt.Sprintf(words.text, no, link),
	})
}

// ownLink is the private link to a comment.
func (a *Actions) ownLink(tx *store.Tx, no consult.CommentNo, tag lang.Tag) (string, error) {
	secret, err := tx.Secret(ownKeys)
	return fmt.Sprintf("%s/%s/comments/%s/own/%s", a.settings.BaseURL, tag, no, ownKey(secret, no)), err
}

// moderated tells authors that moderators decided about their comment. In which
// language they read is not known, so it says all three. Neither the words nor
// the reason are in it: they stand behind the link.
const moderated = "Moderaator tegi arvamuse %[1]s kohta otsuse. Mida otsustati, miks ja kuidas otsust vaidlustada, näed siit:\n\n" +
	"A moderator decided about comment %[1]s. What was decided, why, and how to appeal is here:\n\n" +
	"Модератор принял решение о мнении %[1]s. Что решено, почему и как это обжаловать, видно здесь:\n\n%[2]s\n"

// tellAuthor puts a mail about what was done to the n-th decision, when the author
// has an address.
func (a *Actions) tellAuthor(tx *store.Tx, m consult.Comment, done string, n int) error {
	if m.Author.Person == "" {
		return nil
	}
	author, err := tx.Person(m.Author.Person)
	if errors.Is(err, fault.ErrNotFound) || err == nil && author.Email == "" {
		return nil
	}
	if err != nil {
		return err
	}
	link, err := a.ownLink(tx, m.No, lang.Et)
	if err != nil {
		return err
	}
	return tx.PutMail(store.Mail{
		Key: fmt.Sprintf("moderated/%s/%d/%s", m.No, n, done), To: author.Email, Created: a.clock(),
		Subject: fmt.Sprintf("Arvamus %[1]s · Comment %[1]s · Мнение %[1]s", m.No), Text: fmt.Sprintf(moderated, m.No, link),
	})
}

func (a *Actions) confirmationMail(req SubmitComment, secret string) store.Mail {
	tag := req.Language
	words, ok := confirmation[tag]
	if !ok {
		tag = lang.Et
		words = confirmation[tag]
	}
	link := fmt.Sprintf("%s/%s/confirm/%s", a.settings.BaseURL, tag, secret)
	return store.Mail{
		Key: "confirm/" + HashSecret(secret), To: req.Email, Created: req.Received,
		Subject: fmt.Sprintf(words.subject, req.Consultation.Dossier),
		Text:    fmt.Sprintf(words.text, req.Consultation.Dossier, link),
	}
}

// invitation is the mail that asks somebody to represent an organisation. Its
// values are the organisation's name and code, the link and the last day.
var invitation = map[lang.Tag]struct{ subject, text string }{
	lang.Et: {
		"Kutse esindada: %s",
		"Tere!\n\nSind kutsutakse esindama ühendust %s (registrikood %s) eelnõude teenuses Eelnõu. Esindaja näeb ühenduse mustandeid ja esitab selle nimel arvamusi.\n\nKutse vastuvõtmiseks ava link ja sisene:\n\n%s\n\nLink avaneb ühe korra ja kehtib kuni %s. Kui sa ei tea, millest on jutt, jäta kiri tähelepanuta.\n",
	},
	lang.En: {
		"Invitation to represent %s",
		"Hello,\n\nYou are invited to represent %s (registry code %s) in Eelnõu, the service for draft legislation. A representative sees the organisation’s drafts and sends comments in its name.\n\nTo accept, open this link and sign in:\n\n%s\n\nThe link opens once and is valid until %s. If this means nothing to you, ignore this message.\n",
	},
	lang.Ru: {
		"Приглашение представлять: %s",
		"Здравствуйте!\n\nВас приглашают представлять объединение %s (регистровый код %s) в Eelnõu, сервисе проектов правовых актов. Представитель видит черновики объединения и подаёт мнения от его имени.\n\nЧтобы принять приглашение, откройте ссылку и войдите:\n\n%s\n\nСсылка открывается один раз и действует до %s. Если это письмо вам ни о чём не говорит, не обращайте на него внимания.\n",
	},
}

func (a *Actions) invitationMail(o people.Organisation, i people.Invitation, secret string) store.Mail {
	tag := i.Language
	words, ok := invitation[tag]
	if !ok {
		tag = lang.Et
		words = invitation[tag]
	}
	link := fmt.Sprintf("%s/%s/invitations/%s", a.settings.BaseURL, tag, secret)
	until := clock.DateOf(i.Expires)
	return store.Mail{
		Key: "invitation/" + i.Token, To: i.Email, Created: i.Created,
		Subject: fmt.Sprintf(words.subject, o.Name),
		Text:    fmt.Sprintf(words.text, o.Name, o.Code, link, fmt.Sprintf("%02d.%02d.%d", until.Day, until.Month, until.Year)),
	}
}
