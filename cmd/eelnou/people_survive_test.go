package main

import (
	"fmt"
	"html"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// visitor is somebody with a browser of their own.
type visitor struct {
	*running
	client *http.Client
	csrf   string
}

var (
	tokenOf   = regexp.MustCompile(`name="csrf" value="([^"]+)"`)
	draftsOf  = regexp.MustCompile(`name="drafts" value="([^"]+)"`)
	wordingOf = regexp.MustCompile(`name="wording" value="([^"]+)"`)
	numberOf  = regexp.MustCompile(`\d\d-\d{6}`)
)

// signIn is one of the invented people, signed in.
func (r *running) signIn(persona string) *visitor {
	r.t.Helper()
	jar, err := cookiejar.New(nil)
	must(r.t, err)
	v := &visitor{running: r, client: &http.Client{Jar: jar, Timeout: patience}}
	_, at, err := v.post("/et/sign-in", url.Values{"next": {"/et/"}})
	must(r.t, err)
	page, _, err := v.post(at.Path, url.Values{"request": {at.RawQuery}, "persona": {persona}})
	must(r.t, err)
	if token := tokenOf.FindStringSubmatch(page); token != nil {
		v.csrf = token[1]
	} else {
		r.t.Fatalf("%s is not signed in: %.300s", persona, page)
	}
	return v
}

// post sends a form and answers with the page that it led to.
func (v *visitor) post(path string, form url.Values) (string, *url.URL, error) {
	form.Set("csrf", v.csrf)
	ask, err := http.NewRequest(http.MethodPost, v.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		return "", nil, err
	}
	ask.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	ask.Header.Set("Sec-Fetch-Site", "same-origin")
	return v.ask(ask)
}

func (v *visitor) read(path string) (string, error) {
	ask, err := http.NewRequest(http.MethodGet, v.base+path, nil)
	if err != nil {
		return "", err
	}
	page, _, err := v.ask(ask)
	return page, err
}

func (v *visitor) ask(ask *http.Request) (string, *url.URL, error) {
	a, err := v.client.Do(ask)
	if err != nil {
		return "", nil, err
	}
	defer a.Body.Close()
	body, err := io.ReadAll(a.Body)
	if err == nil && a.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", ask.URL.Path, a.Status)
	}
	return string(body), a.Request.URL, err
}

// promises is what people were told has been done.
type promises struct {
	mu       sync.Mutex
	said     map[string]string // number of a comment to what it says
	answered map[string]string // to what the response says
	withheld map[string]bool
	joint    map[string]string // first number to what its parts begin with
	marks    int
}

func (p *promises) note(fn func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fn()
}

// mark is a word that stands nowhere else.
func (p *promises) mark() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.marks++
	return fmt.Sprintf("tunnus%dx", p.marks)
}

const surviveWindow = "/et/dossiers/JDM/26-0214/consultations/2"

// comment sends one and answers with its number.
func (p *promises) comment(v *visitor) (string, error) {
	mark := p.mark()
	_, at, err := v.post(surviveWindow+"/comment", url.Values{"text": {"Arvamus " + mark}, "as": {"private"}, "do": {"send"}, "form_id": {mark}})
	if err != nil {
		return "", err
	}
	no := numberOf.FindString(at.Path[strings.Index(at.Path, "/comments/")+1:])
	p.note(func() { p.said[no] = mark })
	return no, nil
}

// respond drafts a response and publishes it.
func (p *promises) respond(v *visitor, no string) error {
	mark := p.mark()
	_, at, err := v.post(surviveWindow+"/responses/drafts/new", url.Values{"comments": {no}, "outcome": {"noted"}, "text": {"Vastus " + mark}, "version": {"0"}, "do": {"save"}, "form_id": {mark}})
	if err != nil {
		return err
	}
	preview, err := v.read(strings.Replace(at.Path, "/drafts/", "/publish?draft=", 1))
	if err != nil {
		return err
	}
	drafts := draftsOf.FindStringSubmatch(preview)
	if drafts == nil {
		return fmt.Errorf("no draft to publish for %s", no)
	}
	if _, _, err := v.post(surviveWindow+"/responses/publish", url.Values{"drafts": {drafts[1]}, "form_id": {mark + "p"}}); err != nil {
		return err
	}
	p.note(func() { p.answered[no] = mark })
	return nil
}

func (p *promises) withhold(v *visitor, no string) error {
	_, _, err := v.post("/et/comments/"+no+"/moderate", url.Values{"do": {"withhold"}, "reason_withhold": {"spam"}, "form_id": {p.mark()}})
	if err == nil {
		p.note(func() { p.withheld[no] = true })
	}
	return err
}

// sendJoint writes a joint opinion of two parts and sends it.
func (p *promises) sendJoint(v *visitor) error {
	_, at, err := v.post("/et/joint-opinions/new", url.Values{"organisation": {"80099001"}, "consultation": {"JDM/26-0214/2"}})
	if err != nil {
		return err
	}
	mark := p.mark()
	for _, part := range []string{"a", "b"} {
		if _, _, err := v.post(at.Path+"/remarks/new", url.Values{"text": {mark + part}, "document": {"1"}, "revision": {"2"}, "form_id": {mark + part}}); err != nil {
			return err
		}
	}
	look, err := v.read(at.Path + "/send")
	if err != nil {
		return err
	}
	wording := wordingOf.FindStringSubmatch(look)
	if wording == nil {
		return fmt.Errorf("nothing to send at %s", at.Path)
	}
	page, _, err := v.post(at.Path+"/send", url.Values{"wording": {wording[1]}, "form_id": {mark + "s"}})
	if err != nil {
		return err
	}
	first := regexp.MustCompile(`/comments/(\d\d-\d{6})/opinion`).FindStringSubmatch(page)
	if first == nil {
		return fmt.Errorf("the joint opinion does not say what it became")
	}
	p.note(func() { p.joint[first[1]] = mark })
	return nil
}

// work lets people work until the program is killed under them.
func (p *promises) work(r *running) {
	citizen, official, moderator, ngo := r.signIn("citizen"), r.signIn("official-jdm"), r.signIn("moderator"), r.signIn("ngo")
	fresh := make(chan string, 100)
	var wg sync.WaitGroup
	until := func(fn func() error) {
		wg.Go(func() {
			for fn() == nil {
			}
		})
	}
	until(func() error {
		no, err := p.comment(citizen)
		if err == nil {
			fresh <- no
		}
		return err
	})
	turn := 0
	wg.Go(func() {
		for no := range fresh {
			turn++
			err := error(nil)
			if turn%3 == 0 {
				err = p.withhold(moderator, no)
			} else {
				err = p.respond(official, no)
			}
			if err != nil {
				return
			}
		}
	})
	until(func() error { return p.sendJoint(ngo) })
	time.Sleep(time.Duration(300+rand.IntN(900)) * time.Millisecond)
	r.kill()
	time.AfterFunc(time.Second, func() { close(fresh) })
	wg.Wait()
}

// kept checks every promise on the pages that anybody reads.
func (p *promises) kept(r *running) {
	r.t.Helper()
	for no, mark := range p.said {
		page := html.UnescapeString(r.get("/et/comments/" + no))
		if p.withheld[no] {
			if strings.Contains(page, mark) {
				r.t.Errorf("comment %s was withheld and says what it said", no)
			}
			continue
		}
		if !strings.Contains(page, "Arvamus "+mark) && !strings.Contains(page, "avaldamata") {
			r.t.Errorf("comment %s was acknowledged and is not there", no)
		}
		if answer := p.answered[no]; answer != "" && strings.Count(page, "Vastus "+answer) != 1 {
			r.t.Errorf("the response to %s was acknowledged and is not there once", no)
		}
	}
	for first, mark := range p.joint {
		page := r.get("/et/comments/" + first + "/opinion")
		if strings.Count(page, mark+"a") != 1 || strings.Count(page, mark+"b") != 1 {
			r.t.Errorf("joint opinion %s is not whole", first)
		}
	}
}

// The program is killed at random moments while people comment, answer, moderate and
// send a joint opinion in their browsers: all they were told is so once it runs again,
// and what is counted and listed agrees with what is kept.
func TestKilledWhilePeopleWork(t *testing.T) {
	data := t.TempDir()
	p := &promises{said: map[string]string{}, answered: map[string]string{}, withheld: map[string]bool{}, joint: map[string]string{}}
	for range 4 {
		r := serve(t, data)
		p.work(r)
		again := serve(t, data)
		p.kept(again)
		again.kill()
		if out, err := exec.Command(program(t), "check", "--data", data).CombinedOutput(); err != nil {
			t.Fatalf("the check: %v\n%s", err, out)
		}
	}
	t.Logf("%d comments, %d responses, %d withheld, %d joint opinions were acknowledged", len(p.said), len(p.answered), len(p.withheld), len(p.joint))
	if len(p.said) == 0 || len(p.answered) == 0 || len(p.withheld) == 0 || len(p.joint) == 0 {
		t.Error("some of the work was never done before a kill")
	}
}
