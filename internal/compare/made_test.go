package compare

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// madeAct is an act made up for a test, whose provisions know who they are
// whatever is done to the act.
type madeAct struct {
	rnd      *rand.Rand
	words    *madeWords
	chapters [][]*madeSection
	annex    []*madeUnit // rows of a table
	next     int
	from     map[int]int // what was split off which provision
	into     map[int]int // what was taken up by which
}

type madeSection struct {
	id      int
	heading string
	sup     bool // numbered after the one before it, with a superscript
	again   bool // another wording of the one before it, under its number
	subs    []*madeUnit
}

// madeUnit is a subsection, a point or a row.
type madeUnit struct {
	id     int
	text   string
	sup    bool   // numbered after the one before it, with a superscript
	quoted string // a provision of another act, in a paragraph of its own
	points []*madeUnit
}

// madeWords are the words and usual sentences of one language.
type madeWords struct {
	nouns, verbs, rest, usual []string
	chapter, annex            string
}

var madeLanguages = []*madeWords{
	{
		nouns: strings.Fields("taotlus luba register asutus minister ettevõtja teenus järelevalve otsus tähtaeg nõue komisjon toetus kohus leping andmed isik tasu seadmed hoone keskkond jäätmed õpilane kool haigla patsient ravim sõiduk juht laev lennuk maa omanik vald linn eelarve maks aruanne audit statistika arhiiv keel tõend katse labor toit loom mets kala vesi energia võrk side sagedus"),
		verbs: strings.Fields("esitab kinnitab avaldab kontrollib annab tühistab peatab teavitab registreerib hindab korraldab maksab hüvitab säilitab kustutab edastab nimetab määrab arvutab lõpetab"),
		rest:  strings.Fields("kümne päeva jooksul pärast kirjalikult vajaduse korral käesoleva seaduse alusel ning või kui ei ole teisiti sätestatud hiljemalt igal aastal viivitamata põhjendatud juhul avalikes huvides välja arvatud koos lisadega elektrooniliselt"),
		usual: []string{"Käesolevas paragrahvis nimetatud korra kehtestab valdkonna eest vastutav minister määrusega.", "Teave avaldatakse asutuse veebilehel.", "Riiklikku järelevalvet teostab Tarbijakaitse ja Tehnilise Järelevalve Amet."}, chapter: "peatükk", annex: "Lisa",
	},
	{
		nouns: strings.Fields("application permit register authority minister undertaking service supervision decision term requirement commission grant court contract data person fee equipment building environment waste pupil school hospital patient medicine vehicle driver ship aircraft land owner parish city budget tax report audit archive language certificate laboratory food animal forest fish water energy network"),
		verbs: strings.Fields("submits approves publishes verifies grants revokes suspends notifies registers assesses organises pays compensates keeps erases transmits appoints determines calculates terminates"),
		rest:  strings.Fields("within ten days after in writing where necessary on the basis of this Act and or unless otherwise provided not later than each year without delay in justified cases in the public interest except together with annexes electronically"),
		usual: []string{"The procedure specified in this section is established by a regulation of the minister.", "The information is published on the website of the authority."}, chapter: "peatükk", annex: "Lisa",
	},
	{
		nouns: strings.Fields("заявление разрешение регистр учреждение министр предприниматель услуга надзор решение срок требование комиссия пособие суд договор данные лицо плата оборудование здание среда отходы ученик школа больница пациент лекарство транспорт водитель судно самолёт земля собственник волость город бюджет налог отчёт аудит архив язык справка лаборатория пища животное лес рыба вода энергия сеть"),
		verbs: strings.Fields("представляет утверждает публикует проверяет выдаёт отменяет приостанавливает уведомляет регистрирует оценивает организует уплачивает возмещает хранит удаляет передаёт назначает определяет исчисляет прекращает"),
		rest:  strings.Fields("в течение десяти дней после письменно при необходимости на основании настоящего закона и или если не предусмотрено иное не позднее ежегодно незамедлительно в обоснованных случаях в публичных интересах кроме вместе с приложениями электронно"),
		usual: []string{"Порядок, указанный в настоящем параграфе, устанавливает министр постановлением.", "Сведения публикуются на сайте учреждения."}, chapter: "peatükk", annex: "Lisa",
	},
}

func pick(r *rand.Rand, list []string) string { return list[r.IntN(len(list))] }

func (w *madeWords) sentence(r *rand.Rand) string {
	out := []string{pick(r, w.nouns), pick(r, w.verbs), pick(r, w.nouns)}
	for range 6 + r.IntN(16) {
		out = append(out, pick(r, [][]string{w.rest, w.rest, w.nouns}[r.IntN(3)]))
	}
	s := strings.Join(out, " ")
	first := []rune(s)
	return strings.ToUpper(string(first[0])) + string(first[1:]) + "."
}

// amends is a clause of an act that changes another one: what becomes of which
// provision, and its new wording.
func (w *madeWords) amends(r *rand.Rand) (clause, quoted string) {
	where := fmt.Sprintf("paragrahvi %d lõi", 1+r.IntN(90))
	n := 1 + r.IntN(9)
	switch r.IntN(3) {
	case 0:
		return fmt.Sprintf("%sge %d muudetakse ja sõnastatakse järgmiselt:", where, n), fmt.Sprintf("„(%d) %s“;", n, w.sentence(r))
	case 1:
		return fmt.Sprintf("%skes %d asendatakse sõna „%s“ sõnaga „%s“;", where, n, pick(r, w.nouns), pick(r, w.nouns)), ""
	}
	return fmt.Sprintf("seadust täiendatakse §-ga %d<sup>%d</sup> järgmises sõnastuses:", 1+r.IntN(90), n),
		fmt.Sprintf("„§ %d<sup>%d</sup>. %s\n\n(1) %s\n\n(2) %s“;", 1+r.IntN(90), n, w.heading(r), w.sentence(r), w.sentence(r))
}

func (w *madeWords) heading(r *rand.Rand) string {
	return pick(r, w.nouns) + " ja " + pick(r, w.nouns)
}

func (a *madeAct) id() int { a.next++; return a.next }

func (a *madeAct) unit() *madeUnit {
	u := &madeUnit{id: a.id(), text: a.words.sentence(a.rnd)}
	if a.rnd.IntN(4) == 0 {
		u.text += " " + a.words.sentence(a.rnd)
	}
	if a.rnd.IntN(12) == 0 {
		u.text = pick(a.rnd, a.words.usual)
	}
	switch a.rnd.IntN(10) {
	case 0:
		u.text, u.quoted = a.words.amends(a.rnd)
	case 1:
		u.text = strings.Replace(u.text, " ", " „"+pick(a.rnd, a.words.nouns)+"“ ", 1)
	case 2, 3:
		u.text = strings.TrimSuffix(u.text, ".") + ":"
		for range 2 + a.rnd.IntN(5) {
			u.points = append(u.points, &madeUnit{id: a.id(), text: strings.ToLower(strings.TrimSuffix(a.words.sentence(a.rnd), ".")) + ";"})
		}
	}
	return u
}

func (a *madeAct) section() *madeSection {
	s := &madeSection{id: a.id(), heading: a.words.heading(a.rnd)}
	for range 1 + a.rnd.IntN(6) {
		s.subs = append(s.subs, a.unit())
	}
	return s
}

func newMadeAct(seed uint64) *madeAct {
	a := &madeAct{rnd: rand.New(rand.NewPCG(seed, 11)), words: madeLanguages[seed%3]}
	for range 3 + a.rnd.IntN(4) {
		var chapter []*madeSection
		for range 4 + a.rnd.IntN(9) {
			if chapter = append(chapter, a.section()); a.rnd.IntN(12) == 0 {
				chapter = append(chapter, &madeSection{id: a.id()}) // repealed before
			}
		}
		a.chapters = append(a.chapters, chapter)
	}
	for k := range 20 + a.rnd.IntN(40) {
		a.annex = append(a.annex, &madeUnit{id: a.id(), text: fmt.Sprintf("%s %d | %d,%d", pick(a.rnd, a.words.nouns), k*37, a.rnd.IntN(900), a.rnd.IntN(9))})
	}
	return a
}

// copy is the act as it stands, to be changed.
func (a *madeAct) copy() *madeAct {
	c := *a
	c.chapters, c.from, c.into = nil, map[int]int{}, map[int]int{}
	units := func(list []*madeUnit) (out []*madeUnit) {
		for _, u := range list {
			v := *u
			v.points = nil
			for _, p := range u.points {
				q := *p
				v.points = append(v.points, &q)
			}
			out = append(out, &v)
		}
		return out
	}
	for _, chapter := range a.chapters {
		var list []*madeSection
		for _, s := range chapter {
			t := *s
			t.subs = units(s.subs)
			list = append(list, &t)
		}
		c.chapters = append(c.chapters, list)
	}
	c.annex = units(a.annex)
	return &c
}

// written is an act as a text, and the provision at each line of it.
type written struct {
	text string
	at   map[int]int // line to id
}

// writer writes an act block by block, each in one of the ways a text is written.
type writer struct {
	strings.Builder
	at   map[int]int
	line int
	form func(string) string
}

func (w *writer) put(id int, format string, args ...any) {
	s := w.form(fmt.Sprintf(format, args...))
	if id > 0 {
		w.at[w.line] = id
	}
	w.WriteString(s)
	w.line += strings.Count(s, "\n")
}

// write numbers the act through and writes it.
func (a *madeAct) write(form func(string) string) written {
	w := writer{at: map[int]int{}, line: 1, form: form}
	number, label := counter{}, ""
	for k, chapter := range a.chapters {
		w.put(0, "### %d. %s. %s\n\n", k+1, a.words.chapter, a.words.nouns[k])
		for _, s := range chapter {
			if !s.again || label == "" {
				label = number.next(s.sup)
			}
			w.put(s.id, "##### § %s. %s\n\n", label, s.heading)
			w.units(s)
		}
	}
	w.put(0, "# %s 1\n\n", a.words.annex)
	for _, row := range a.annex {
		w.put(row.id, "| %s |\n", row.text)
	}
	return written{w.String(), w.at}
}

func (w *writer) units(s *madeSection) {
	number := counter{}
	for _, u := range s.subs {
		if len(s.subs) == 1 {
			w.put(u.id, "%s\n\n", u.text)
		} else {
			w.put(u.id, "(%s) %s\n\n", number.next(u.sup), u.text)
		}
		if u.quoted != "" {
			w.put(0, "%s\n\n", u.quoted)
		}
		for m, p := range u.points {
			w.put(p.id, "%d) %s\n\n", m+1, p.text)
		}
	}
}

// counter numbers provisions, with superscripts where they were put between.
type counter struct{ n, sup int }

func (c *counter) next(sup bool) string {
	if sup && c.n > 0 {
		c.sup++
		return fmt.Sprintf("%d<sup>%d</sup>", c.n, c.sup)
	}
	c.n, c.sup = c.n+1, 0
	return fmt.Sprint(c.n)
}
