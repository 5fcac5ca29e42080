package compare

import (
	"fmt"
	"math/rand/v2"
	"slices"
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
}

type madeSection struct {
	id      int
	heading string
	sup     bool // numbered after the one before it, with a superscript
	subs    []*madeUnit
}

// madeUnit is a subsection, a point or a row.
type madeUnit struct {
	id     int
	text   string
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

func (w *madeWords) heading(r *rand.Rand) string {
	return pick(r, w.nouns) + " ja " + pick(r, w.nouns)
}

func (a *madeAct) id() int { a.next++; return a.next }

func (a *madeAct) unit() *madeUnit {
	u := &madeUnit{id: a.id(), text: a.words.sentence(a.rnd)}
	if a.rnd.IntN(12) == 0 {
		u.text = pick(a.rnd, a.words.usual)
	}
	if a.rnd.IntN(5) == 0 {
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
			chapter = append(chapter, a.section())
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
	c.chapters = nil
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

// write numbers the act through and writes it.
func (a *madeAct) write() written {
	w := written{at: map[int]int{}}
	var b strings.Builder
	line := 1
	put := func(id int, s string) {
		if id > 0 {
			w.at[line] = id
		}
		b.WriteString(s + "\n\n")
		line += strings.Count(s, "\n") + 2
	}
	number, sup := 0, 0
	for k, chapter := range a.chapters {
		put(0, fmt.Sprintf("### %d. %s. %s", k+1, a.words.chapter, a.words.nouns[k]))
		for _, s := range chapter {
			label := ""
			if s.sup && number > 0 {
				sup++
				label = fmt.Sprintf("%d<sup>%d</sup>", number, sup)
			} else {
				number, sup = number+1, 0
				label = fmt.Sprint(number)
			}
			put(s.id, fmt.Sprintf("##### § %s. %s", label, s.heading))
			for n, u := range s.subs {
				if len(s.subs) == 1 {
					put(u.id, u.text)
				} else {
					put(u.id, fmt.Sprintf("(%d) %s", n+1, u.text))
				}
				for m, p := range u.points {
					put(p.id, fmt.Sprintf("%d) %s", m+1, p.text))
				}
			}
		}
	}
	put(0, "# "+a.words.annex+" 1")
	for _, row := range a.annex {
		w.at[line] = row.id
		b.WriteString("| " + row.text + " |\n")
		line++
	}
	w.text = b.String()
	return w
}

// place picks a section.
func (a *madeAct) place() (chapter, at int) {
	chapter = a.rnd.IntN(len(a.chapters))
	for len(a.chapters[chapter]) == 0 {
		chapter = (chapter + 1) % len(a.chapters)
	}
	return chapter, a.rnd.IntN(len(a.chapters[chapter]))
}

func (a *madeAct) reword(text string, share float64) string {
	ws := strings.Fields(text)
	for range max(1, int(share*float64(len(ws)))) {
		k := a.rnd.IntN(len(ws))
		ws[k] = pick(a.rnd, a.words.nouns) + ws[k][len(strings.TrimRight(ws[k], ".,;:")):]
	}
	return strings.Join(ws, " ")
}

// madeChanges are what may be done to an act.
var madeChanges = map[string]func(a *madeAct){
	"section inserted": func(a *madeAct) {
		c, k := a.place()
		a.chapters[c] = slices.Insert(a.chapters[c], k, a.section())
	},
	"superscript section inserted": func(a *madeAct) {
		c, k := a.place()
		s := a.section()
		s.sup = true
		a.chapters[c] = slices.Insert(a.chapters[c], k+1, s)
	},
	"section deleted": func(a *madeAct) {
		c, k := a.place()
		a.chapters[c] = slices.Delete(a.chapters[c], k, k+1)
	},
	"sections swapped": func(a *madeAct) {
		c, k := a.place()
		d, m := a.place()
		a.chapters[c][k], a.chapters[d][m] = a.chapters[d][m], a.chapters[c][k]
	},
	"section moved": func(a *madeAct) {
		c, k := a.place()
		s := a.chapters[c][k]
		a.chapters[c] = slices.Delete(a.chapters[c], k, k+1)
		d, m := a.place()
		a.chapters[d] = slices.Insert(a.chapters[d], m, s)
	},
	"reworded a little": func(a *madeAct) {
		c, k := a.place()
		u := a.chapters[c][k].subs[a.rnd.IntN(len(a.chapters[c][k].subs))]
		u.text = a.reword(u.text, 0.1)
	},
	"reworded much": func(a *madeAct) {
		c, k := a.place()
		u := a.chapters[c][k].subs[a.rnd.IntN(len(a.chapters[c][k].subs))]
		u.text = a.reword(u.text, 0.35)
	},
	"heading reworded": func(a *madeAct) {
		c, k := a.place()
		a.chapters[c][k].heading = a.words.heading(a.rnd)
	},
	"subsection inserted": func(a *madeAct) {
		c, k := a.place()
		s := a.chapters[c][k]
		s.subs = slices.Insert(s.subs, a.rnd.IntN(len(s.subs)+1), a.unit())
	},
	"subsection deleted": func(a *madeAct) {
		c, k := a.place()
		if s := a.chapters[c][k]; len(s.subs) > 1 {
			n := a.rnd.IntN(len(s.subs))
			s.subs = slices.Delete(s.subs, n, n+1)
		}
	},
	"subsections swapped": func(a *madeAct) {
		c, k := a.place()
		s := a.chapters[c][k]
		n, m := a.rnd.IntN(len(s.subs)), a.rnd.IntN(len(s.subs))
		s.subs[n], s.subs[m] = s.subs[m], s.subs[n]
	},
	"point inserted": func(a *madeAct) {
		c, k := a.place()
		for _, u := range a.chapters[c][k].subs {
			if len(u.points) > 0 {
				p := &madeUnit{id: a.id(), text: strings.ToLower(a.words.sentence(a.rnd))}
				u.points = slices.Insert(u.points, a.rnd.IntN(len(u.points)), p)
				return
			}
		}
	},
	"subsection to point": func(a *madeAct) {
		c, k := a.place()
		s := a.chapters[c][k]
		for n, u := range s.subs {
			if len(u.points) > 0 && n+1 < len(s.subs) && len(s.subs[n+1].points) == 0 {
				u.points = append(u.points, s.subs[n+1])
				s.subs = slices.Delete(s.subs, n+1, n+2)
				return
			}
		}
	},
	"row changed": func(a *madeAct) {
		r := a.annex[a.rnd.IntN(len(a.annex))]
		name, _, _ := strings.Cut(r.text, "|")
		r.text = fmt.Sprintf("%s| %d,%d", name, a.rnd.IntN(900), a.rnd.IntN(9))
	},
	"row deleted": func(a *madeAct) {
		k := a.rnd.IntN(len(a.annex))
		a.annex = slices.Delete(a.annex, k, k+1)
	},
	"chapter inserted": func(a *madeAct) {
		a.chapters = slices.Insert(a.chapters, a.rnd.IntN(len(a.chapters)+1), []*madeSection{a.section(), a.section()})
	},
}

// madeForms are ways to write the same text.
var madeForms = map[string]func(string) string{
	"as written": func(s string) string { return s },
	"no-break spaces": func(s string) string {
		return strings.ReplaceAll(strings.ReplaceAll(s, "§ ", "§\u00a0"), " ja ", "\u00a0ja ")
	},
	"superscripts lost": func(s string) string {
		return strings.NewReplacer("<sup>", "", "</sup>", "").Replace(s)
	},
	"bold sections": func(s string) string {
		var b strings.Builder
		for line := range strings.Lines(s) {
			if rest, ok := strings.CutPrefix(line, "##### "); ok {
				line = "**" + strings.TrimSpace(rest) + "**\n"
			}
			b.WriteString(line)
		}
		return b.String()
	},
	"plain": func(s string) string {
		return strings.NewReplacer("##### ", "", "### ", "", "# ", "").Replace(s)
	},
}
