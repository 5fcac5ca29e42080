package devsignin

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"github.com/eelnou/eelnou/internal/lang"
)

//go:embed page.html
var pageSource string

//go:embed style.css
var styleSource []byte

//go:embed icon.svg
var iconSource []byte

var page = template.Must(template.New("page").Parse(pageSource))

// words are the page's own sentences, kept here because the page belongs to a
// provider outside the service.
var words = map[string]lang.Text{
	"title":  {Et: "Kellena soovid siseneda?", En: "Who do you want to sign in as?", Ru: "Кем вы хотите войти?"},
	"lead":   {Et: "See on arendusversioon. Inimesed on väljamõeldud; päris teenuses on siin riigi autentimisteenus.", En: "This is a development version. The people are invented; the real service has the state's authentication service here.", Ru: "Это версия для разработки. Люди вымышлены; в настоящем сервисе здесь государственная служба аутентификации."},
	"cancel": {Et: "Katkesta", En: "Cancel", Ru: "Прервать"},
	"bad":    {Et: "Vigane päring", En: "Bad request", Ru: "Неверный запрос"},
	"again":  {Et: "Alusta sisenemist uuesti.", En: "Start signing in again.", Ru: "Начните вход заново."},
}

type offer struct {
	Lang     lang.Tag
	Path     string
	Query    string // of the request, sent back by the form
	Personas []Persona
	Bad      bool
}

func (o offer) T(key string) string     { return words[key].In(o.Lang) }
func (o offer) Says(t lang.Text) string { return t.In(o.Lang) }
func (o offer) For(p Persona) string {
	switch {
	case p.OrgName != "":
		return p.OrgName
	case p.Institution != "":
		return string(p.Institution)
	}
	return ""
}

// valid checks what TARA checks: our client, its one address, the code flow, a
// state, and a challenge of the better sort.
func (p *Provider) valid(q url.Values) bool {
	return q.Get("client_id") == clientID && q.Get("redirect_uri") == p.back && q.Get("response_type") == "code" &&
		q.Get("state") != "" && q.Get("code_challenge") != "" && q.Get("code_challenge_method") == "S256" &&
		strings.Contains(" "+q.Get("scope")+" ", " openid ")
}

// offer shows the persons to sign in as.
func (p *Provider) offer(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	show(w, offer{Lang: language(q), Path: Path, Query: r.URL.RawQuery, Personas: Personas, Bad: !p.valid(q)})
}

// choose sends the person back with a code for whom they chose, or with TARA's
// own error when they gave up.
func (p *Provider) choose(w http.ResponseWriter, r *http.Request) {
	q, err := url.ParseQuery(r.PostFormValue("request"))
	site := r.Header.Get("Sec-Fetch-Site")
	if err != nil || !p.valid(q) || site != "" && site != "same-origin" {
		show(w, offer{Lang: language(q), Path: Path, Bad: true})
		return
	}
	back := url.Values{"state": {q.Get("state")}}
	if persona, ok := ByKey(r.PostFormValue("persona")); ok {
		back.Set("code", p.grant(grant{persona: persona, nonce: q.Get("nonce"), challenge: q.Get("code_challenge")}))
	} else {
		back.Set("error", "user_cancel")
		back.Set("error_description", "User canceled the authentication process.")
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, p.back+"?"+back.Encode(), http.StatusSeeOther)
}

func language(q url.Values) lang.Tag {
	first, _, _ := strings.Cut(q.Get("ui_locales"), " ")
	tag, ok := lang.Parse(first)
	if !ok {
		return lang.Et
	}
	return tag
}

func show(w http.ResponseWriter, o offer) {
	var b bytes.Buffer
	if err := page.Execute(&b, o); err != nil {
		http.Error(w, "page", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if o.Bad {
		w.WriteHeader(http.StatusBadRequest)
	}
	_, _ = b.WriteTo(w) // the browser may have left
}

func file(kind string, source []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Cache-Control", "no-cache")
		_, _ = w.Write(source) // the browser may have left
	}
}
