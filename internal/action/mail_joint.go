package action

import "github.com/eelnou/eelnou/internal/lang"

// note is the subject and the text of a mail, with places for its values.
type note struct{ subject, text string }

// wordsIn is a note in a language, or in Estonian.
func wordsIn(words map[lang.Tag]note, tag lang.Tag) (lang.Tag, note) {
	if l, ok := words[tag]; ok {
		return tag, l
	}
	return lang.Et, words[lang.Et]
}

// cosigning is the mail that asks an organisation to sign a joint opinion. Its
// values are who asks and its code, who is asked, the dossier's number and the link.
var cosigning = map[lang.Tag]note{
	lang.Et: {
		"Ühisarvamus ootab allkirja: %s",
		"Tere!\n\n%s (registrikood %s) palub, et %s kirjutaks alla ühisarvamusele toimiku %s kohta. Mustandit saab lugeda ja sellele alla kirjutada siin:\n\n%s\n\nMustand ei ole avalik.\n",
	},
	lang.En: {
		"A joint opinion waits to be signed: %s",
		"Hello,\n\n%s (registry code %s) asks %s to sign a joint opinion on dossier %s. Read the draft and sign it here:\n\n%s\n\nThe draft is not public.\n",
	},
	lang.Ru: {
		"Совместное мнение ждёт подписи: %s",
		"Здравствуйте!\n\n%s (регистровый код %s) просит, чтобы %s подписало совместное мнение по делу %s. Прочитать черновик и подписать его можно здесь:\n\n%s\n\nЧерновик не опубликован.\n",
	},
}
