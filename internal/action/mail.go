package action

import (
	"fmt"

	"github.com/eelnou/eelnou/internal/clock"
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
		"Tere!\n\nSind kutsutakse esindama ühendust %s (registrikood %s) eelnõude süsteemis. Esindaja näeb ühenduse mustandeid ja esitab selle nimel arvamusi.\n\nKutse vastuvõtmiseks ava link ja sisene:\n\n%s\n\nLink avaneb ühe korra, kuni %s. Kui sa ei tea, millest on jutt, jäta kiri tähelepanuta.\n",
	},
	lang.En: {
		"Invitation to represent %s",
		"Hello,\n\nYou are invited to represent %s (registry code %s) in the system of draft legislation. A representative sees the organisation’s drafts and sends comments in its name.\n\nTo accept, open this link and sign in:\n\n%s\n\nThe link opens once, until %s. If this means nothing to you, ignore this message.\n",
	},
	lang.Ru: {
		"Приглашение представлять: %s",
		"Здравствуйте!\n\nВас приглашают представлять объединение %s (регистровый код %s) в системе законопроектов. Представитель видит черновики объединения и подаёт мнения от его имени.\n\nЧтобы принять приглашение, откройте ссылку и войдите:\n\n%s\n\nСсылка открывается один раз, до %s. Если это письмо вам ни о чём не говорит, не обращайте на него внимания.\n",
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
