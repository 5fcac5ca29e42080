package compare

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// place picks a section that has words.
func (a *madeAct) place() (chapter, at int) {
	for {
		chapter = a.rnd.IntN(len(a.chapters))
		if n := len(a.chapters[chapter]); n > 0 {
			if at = a.rnd.IntN(n); len(a.chapters[chapter][at].subs) > 0 {
				return chapter, at
			}
		}
	}
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
	"superscript subsection inserted": func(a *madeAct) {
		c, k := a.place()
		s := a.chapters[c][k]
		if len(s.subs) > 1 {
			u := a.unit()
			u.sup = true
			s.subs = slices.Insert(s.subs, 1+a.rnd.IntN(len(s.subs)), u)
		}
	},
	"another wording to come": func(a *madeAct) {
		c, k := a.place()
		if s := a.chapters[c][k]; !s.again && (k+1 == len(a.chapters[c]) || !a.chapters[c][k+1].again) {
			a.chapters[c] = slices.Insert(a.chapters[c], k+1, a.wordingOf(s))
		}
	},
	"amending clause reworded": func(a *madeAct) {
		c, k := a.place()
		for _, u := range a.chapters[c][k].subs {
			if u.quoted != "" {
				u.quoted = strings.Replace(u.quoted, "“;", " "+pick(a.rnd, a.words.nouns)+"“;", 1)
			}
		}
	},
	"section split":        func(a *madeAct) { a.splitSection(0) },
	"section split anew":   func(a *madeAct) { a.splitSection(0.15) },
	"sections merged":      func(a *madeAct) { a.mergeSections(0) },
	"sections merged anew": func(a *madeAct) { a.mergeSections(0.15) },
	"subsection split":     func(a *madeAct) { a.splitUnit() },
	"subsections merged":   func(a *madeAct) { a.mergeUnits() },
}

// madeAlone are changes after which nothing but numbers tells which provision
// is which: they are tried where numbers stay.
var madeAlone = map[string]func(a *madeAct){
	"section repealed": func(a *madeAct) {
		c, k := a.place()
		a.chapters[c][k].heading, a.chapters[c][k].subs = "", nil
	},
}

// madeForms are ways to write the same text, a block of it at a time.
var madeForms = map[string]func(string) string{
	"as written": asWritten,
	"no-break spaces": func(s string) string {
		return strings.ReplaceAll(strings.ReplaceAll(s, "§ ", "§\u00a0"), " ja ", "\u00a0ja ")
	},
	"other quotation marks": func(s string) string {
		return strings.NewReplacer("„", "«", "“", "»").Replace(s)
	},
	"straight quotation marks and no-break spaces": func(s string) string {
		return strings.NewReplacer("„", `"`, "“", `"`, ") ", ")\u00a0", " on ", " on\u00a0").Replace(s)
	},
	"superscripts lost": func(s string) string {
		return strings.NewReplacer("<sup>", "", "</sup>", "").Replace(s)
	},
	"bold sections": func(s string) string {
		if rest, ok := strings.CutPrefix(s, "##### "); ok {
			return "**" + strings.TrimSpace(rest) + "**\n\n"
		}
		return s
	},
	"plain": func(s string) string {
		return strings.TrimLeft(strings.TrimLeft(s, "#"), " ")
	},
	"hard-wrapped": func(s string) string {
		if strings.HasPrefix(s, "#") || strings.HasPrefix(s, "|") {
			return s
		}
		var b strings.Builder
		n := 0
		for _, w := range strings.SplitAfter(strings.TrimSpace(s), " ") {
			if n += utf8.RuneCountInString(w); n > 76 {
				b.WriteByte('\n')
				n = utf8.RuneCountInString(w)
			}
			b.WriteString(w)
		}
		return b.String() + "\n\n"
	},
}

func asWritten(s string) string { return s }
