package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// sees says which of the cast may see a dossier of the ministry of justice.
var sees = map[string]map[string]bool{
	"hidden": {"official": true, "coordinator": true},
	"public": {nobody: true, "citizen": true, "official": true, "coordinator": true, "other": true, "moderator": true, "administrator": true},
}

// routesOf fills the paths of the table in for a dossier.
func routesOf(path, number string) string {
	return strings.NewReplacer(":series", "JDM", ":number", number, ":document", "01", ":revision", "1", ":provision", "1",
		":round", "1", ":pair", "1..1", ":change", "para1", ":consultation", "1", ":comment", "26-000001", ":letter", "1", ":file", "1", ":code", "JDM", ":key", "x", ":organisation", "80900019", ":token", "x", ":search", "x",
		":joint", "x", ":remark", "1", ":annex", "x").Replace(path)
}

// TestRouteTable walks the table with everybody, for a public dossier and a
// hidden one: who is not signed in is asked to sign in, who may not is refused,
// who may not know of a dossier finds nothing there. Nothing answers 500.
func TestRouteTable(t *testing.T) {
	s := newSite(t)
	s.addDossier("JDM/26-0001", "Salajane seadus", false)
	s.addDossier("JDM/26-0002", "Avalik seadus", true)
	everybody := []string{nobody}
	for name := range cast {
		everybody = append(everybody, name)
	}
	for state, number := range map[string]string{"hidden": "26-0001", "public": "26-0002"} {
		for _, r := range s.server.table {
			if r.Method == http.MethodPost && (strings.HasSuffix(r.Path, ":number/publish") || r.Path == "/sign-out" || r.Path == "/sessions/end") {
				continue // an empty form is all these need: the rest of the walk would be another
			}
			path := routesOf(r.Path, number)
			if !r.Bare {
				path = "/et" + path
			}
			for _, as := range everybody {
				a := s.try(r.Method, as, path)
				about := strings.Contains(r.Path, ":number")
				admitted := r.Who.admits(cast[as]) == nil
				switch {
				case a.StatusCode >= 500 && a.StatusCode != 503:
					t.Errorf("%s %s of a %s dossier as %q: %s", r.Method, path, state, as, a.Status)
				case !admitted && as == nobody:
					if a.StatusCode != 303 || !strings.HasPrefix(a.Header.Get("Location"), "/et/sign-in") {
						t.Errorf("%s %s as nobody: %s", r.Method, path, a.Status)
					}
				case !admitted && a.StatusCode != 403:
					t.Errorf("%s %s as %q: %s", r.Method, path, as, a.Status)
				case admitted && about && !sees[state][as] && a.StatusCode != 404:
					t.Errorf("%s %s of a %s dossier as %q: %s", r.Method, path, state, as, a.Status)
				}
				if about && !sees[state][as] && strings.Contains(a.body, "Salajane") {
					t.Errorf("%s %s tells %q of a hidden dossier", r.Method, path, as)
				}
			}
		}
	}
}

// try uses a route with an empty form.
func (s *site) try(method, as, path string) answer {
	if method == http.MethodPost {
		return s.post(as, path, url.Values{})
	}
	return s.get(as, path)
}

func TestRoutesSayWhoMayUseThem(t *testing.T) {
	s := newSite(t)
	for _, r := range s.server.table {
		if r.Method != http.MethodGet && r.Method != http.MethodPost {
			t.Errorf("%s %s: other methods are refused before the table", r.Method, r.Path)
		}
		if r.Cache && (r.Who != Anyone || r.Method != http.MethodGet || r.Bare) {
			t.Errorf("%s %s: only pages for anyone may be kept", r.Method, r.Path)
		}
		if strings.HasSuffix(r.Path, "/") && r.Path != "/" || strings.ToLower(r.Path) != r.Path {
			t.Errorf("%s: not an address of ours", r.Path)
		}
	}
}
