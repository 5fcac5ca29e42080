package estonian_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/search/estonian"
)

// alike are forms of one word, apart words that only look like it.
const alike = `
tegevusluba tegevusloa tegevuslubade tegevusloaga tegevusloata
elamisluba elamisloata elamislubadeta
ooteaeg ooteaja ooteajast
maksuvõlg maksuvõla maksuvõlgade maksuvõlga
volikiri volikirja volikirjad
lõige lõike lõikes lõiget lõigetes
lõik lõigu lõiku lõikudes
maks maksu maksud maksust
maksma makstakse makstud maksab maksmata
maksmine maksmise maksmist
joostakse jooksma jookseb
lastakse laskma laseb
saadetakse saatma saadab
jäetakse jätma jätab
mõistetakse mõistma mõistab
patsient patsiendi patsiente patsientide
klient kliendi klientidele
dokument dokumendi dokumente
emitent emitendi emitentide
protsent protsendi protsente
tallinn tallinna tallinnas tallinnast
pärnu pärnus pärnusse
rakvere rakveres rakverest
saaremaa saaremaal saaremaale
riigikogu riigikogule riigikogus
aken akna akent
ese eseme eset
kahvel kahvli kahvleid
haamer haamri haamriga
juus juukse juuksed
turg turu turgu
mood moe moodi
leib leiva leiba
tähtis tähtsa tähtsad
kole koleda koledat
laul laulu laulust
majauks majauksele majauksed
suvekiri suvekirja suvekirjadest
kassipoeg kassipoja kassipoegadele
`

const apart = `
seadus seade
suurus suur
hind hinnang
luba lubama
asi asutus
maks maksma
tund tundma
teema tegema
kohus koht
`

func TestFormsOfOneWordShareAKey(t *testing.T) {
	for line := range strings.Lines(alike) {
		words := strings.Fields(line)
		for _, w := range words[min(1, len(words)):] {
			if !shareKey(words[0], w) {
				t.Errorf("%s %q and %s %q share no key", words[0], estonian.Keys(words[0]), w, estonian.Keys(w))
			}
		}
	}
	for line := range strings.Lines(apart) {
		if words := strings.Fields(line); len(words) == 2 && shareKey(words[0], words[1]) {
			t.Errorf("%s and %s share a key of %q", words[0], words[1], estonian.Keys(words[0]))
		}
	}
}

func shareKey(a, b string) bool {
	return slices.ContainsFunc(estonian.Keys(a), func(key string) bool { return slices.Contains(estonian.Keys(b), key) })
}
