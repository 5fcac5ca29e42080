package action

import (
	"fmt"

	"github.com/eelnou/eelnou/internal/lang"
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
