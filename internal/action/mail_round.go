package action

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// roundMail says the same in Estonian, English and Russian: in which language the
// readers of a mailbox prefer to read is not known. The subject is in the first.
// Values: what it is about, the deadline, the link.
type roundMail struct {
	subject string
	texts   [3]string
}

// Mails to institutions that a round asks, and to who sent it.
var roundMails = map[string]roundMail{
	"sent": {"Kooskõlastamiseks: %s", [3]string{
		"Sinu asutusele on saadetud kooskõlastamiseks või arvamuse avaldamiseks: %s.\n\nTähtaeg on %s kell 23.59. Vastata saad siin:\n\n%s\n",
		"Your institution is asked to approve or to give an opinion on: %s.\n\nThe deadline is %s at 23:59. Reply here:\n\n%s\n",
		"Вашему учреждению направлено на согласование или для мнения: %s.\n\nСрок: %s, 23:59. Ответить можно здесь:\n\n%s\n",
	}},
	"extended": {"Tähtaeg lükkus edasi: %s", [3]string{
		"Kooskõlastusringi tähtaeg lükkus edasi: %s.\n\nUus tähtaeg on %s kell 23.59. Põhjust näed ja vastata saad siin:\n\n%s\n",
		"The deadline of the coordination round was extended: %s.\n\nThe new deadline is %s at 23:59. The reason, and where to reply:\n\n%s\n",
		"Срок согласования продлён: %s.\n\nНовый срок: %s, 23:59. Причина и ответ:\n\n%s\n",
	}},
	"inherited": {"Vastamine läks sinu asutusele: %s", [3]string{
		"Sinu asutus vastab nüüd eelkäija asemel kooskõlastusringile: %s.\n\nTähtaeg on %s kell 23.59. Vastata saad siin:\n\n%s\n",
		"A coordination round that asked your predecessor is now for your institution to reply to: %s.\n\nThe deadline is %s at 23:59. Reply here:\n\n%s\n",
		"На запрос о согласовании, направленный вашему предшественнику, теперь отвечает ваше учреждение: %s.\n\nСрок: %s, 23:59. Ответить можно здесь:\n\n%s\n",
	}},
	"assigned": {"Sulle määratud vastus: %s", [3]string{
		"Sulle on määratud asutuse vastuse ettevalmistamine: %s.\n\nTähtaeg on %s kell 23.59. Märkused ja vastuse saad koostada siin:\n\n%s\n",
		"The reply of your institution is yours to prepare: %s.\n\nThe deadline is %s at 23:59. Remarks and the reply:\n\n%s\n",
		"Вам поручено подготовить ответ учреждения: %s.\n\nСрок: %s, 23:59. Замечания и ответ:\n\n%s\n",
	}},
	"replied": {"Vastus saabus: %s", [3]string{
		"Kooskõlastusringile saabus vastus: %s.\n\nTähtaeg on %s kell 23.59. Vastused ja märkused:\n\n%s\n",
		"A reply has arrived in the coordination round: %s.\n\nThe deadline is %s at 23:59. Replies and remarks:\n\n%s\n",
		"В согласовании получен ответ: %s.\n\nСрок: %s, 23:59. Ответы и замечания:\n\n%s\n",
	}},
	"corrected": {"Vastus parandati: %s", [3]string{
		"Asutus parandas oma vastust kooskõlastusringile: %s.\n\nTähtaeg on %s kell 23.59. Mis muutus, on näha siin:\n\n%s\n",
		"An institution corrected its reply in the coordination round: %s.\n\nThe deadline is %s at 23:59. What changed is shown here:\n\n%s\n",
		"Учреждение исправило свой ответ в согласовании: %s.\n\nСрок: %s, 23:59. Что изменилось, видно здесь:\n\n%s\n",
	}},
	"complete": {"Kõik on vastanud: %s", [3]string{
		"Kõik asutused on kooskõlastusringile vastanud: %s.\n\nTähtaeg oli %s kell 23.59. Vastused ja märkused:\n\n%s\n",
		"All institutions have replied in the coordination round: %s.\n\nThe deadline was %s at 23:59. Replies and remarks:\n\n%s\n",
		"Все учреждения ответили в согласовании: %s.\n\nСрок: %s, 23:59. Ответы и замечания:\n\n%s\n",
	}},
	"defaulted": {"Tähtaeg möödus: %s", [3]string{
		"Kooskõlastusringi tähtaeg möödus ja kõik ei vastanud: %s. Kellelt küsiti kooskõlastust ja kes vaikis, on vaikimisi kooskõlastanud.\n\nTähtaeg oli %s kell 23.59. Vastused:\n\n%s\n",
		"The deadline of the coordination round has passed and not all have replied: %s. Whoever was asked to approve and stayed silent has approved by default.\n\nThe deadline was %s at 23:59. Replies:\n\n%s\n",
		"Срок согласования истёк, ответили не все: %s. Кого просили согласовать и кто промолчал, согласовал по умолчанию.\n\nСрок: %s, 23:59. Ответы:\n\n%s\n",
	}},
}

// greetings open a mail in the three languages.
var greetings = [3]string{"Tere!", "Hello,", "Здравствуйте!"}

// roundMail is a mail about a round. The title of a dossier that is not public is
// left out, and so is what institutions said: mail is read on the way. once tells
// it from others of its sort about the round.
func (a *Actions) roundMail(d dossier.Dossier, r consult.Round, what, once, address string) store.Mail {
	about := string(d.ID)
	if !d.Published.IsZero() {
		about += " " + d.Title.Et
	}
	mail := roundMails[what]
	day := fmt.Sprintf("%02d.%02d.%d", r.Deadline.Day, r.Deadline.Month, r.Deadline.Year)
	var parts [3]string
	for i, tag := range [3]lang.Tag{lang.Et, lang.En, lang.Ru} {
		link := fmt.Sprintf("%s/%s/dossiers/%s/rounds/%d", a.settings.BaseURL, tag, d.ID, r.No)
		parts[i] = greetings[i] + "\n\n" + fmt.Sprintf(mail.texts[i], about, day, link)
	}
	return store.Mail{
		Key: "round/" + r.ID.String() + "/" + what + "/" + strconv.Itoa(len(r.Moves)) + "/" + once,
		To:  address, Created: a.clock(), Subject: fmt.Sprintf(mail.subject, about), Text: strings.Join(parts[:], "\n-- \n\n"),
	}
}

// mailRound writes to the institutions of a round that have not replied, or to
// those that answer for them now, if the register has their address.
func (a *Actions) mailRound(tx *store.Tx, d dossier.Dossier, r consult.Round, what string) error {
	register, err := registerOf(tx)
	if err != nil {
		return err
	}
	for _, one := range r.Addressees {
		if one.Reply != "" {
			continue
		}
		for _, code := range register.Heirs(one.Institution, clock.DateOf(a.clock())) {
			if err := a.mailOffice(tx, d, r, what, register, code); err != nil {
				return err
			}
		}
	}
	return nil
}

// mailOffice writes to an institution, if the register has its address.
func (a *Actions) mailOffice(tx *store.Tx, d dossier.Dossier, r consult.Round, what string, register people.Register, code people.Code) error {
	i, known := register.Find(code)
	if !known || i.Email == "" {
		return nil
	}
	return tx.PutMail(a.roundMail(d, r, what, string(code), i.Email))
}

// mailAssigned writes to somebody who is to prepare a reply.
func (a *Actions) mailAssigned(tx *store.Tx, d dossier.Dossier, r consult.Round, to people.Person) error {
	if to.Email == "" {
		return nil
	}
	return tx.PutMail(a.roundMail(d, r, "assigned", string(to.ID), to.Email))
}

// mailReplied tells who sent a round of a reply, and with the last one that all
// have replied.
func (a *Actions) mailReplied(tx *store.Tx, to replyTo, what string) error {
	if what == "replied" && to.round.Waiting() == 0 {
		what = "complete"
	}
	who, _ := to.round.Asked(to.of)
	return a.mailSender(tx, to.dossier, to.round, what, string(to.of)+"/"+strconv.Itoa(len(who.Former)))
}

// mailSender writes to the official who sent a round, or when they left to the
// institution that answers for the dossier.
func (a *Actions) mailSender(tx *store.Tx, d dossier.Dossier, r consult.Round, what, once string) error {
	p, err := a.serving(tx, r.By)
	if err != nil && !errors.Is(err, fault.ErrNotFound) {
		return err
	}
	if err == nil && p.Email != "" && !p.Disabled && p.Serves(d.Institution) {
		return tx.PutMail(a.roundMail(d, r, what, once, p.Email))
	}
	register, err := registerOf(tx)
	if err != nil {
		return err
	}
	for _, code := range register.Heirs(d.Institution, clock.DateOf(a.clock())) {
		if err := a.mailOffice(tx, d, r, what, register, code); err != nil {
			return err
		}
	}
	return nil
}
