package config_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/config"
)

func TestFileInRepositoryIsTheDefault(t *testing.T) {
	c, err := config.Read("../../config.yaml", true)
	if err != nil {
		t.Fatal(err)
	}
	want := config.Default()
	want.Server.TrustedProxies = []string{}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("config.yaml says\n%+v\nthe defaults are\n%+v", c, want)
	}
	if err := c.Check(); err != nil {
		t.Error(err)
	}
}

func TestBadFiles(t *testing.T) {
	for name, tc := range map[string]struct{ text, want string }{
		"unknown key":         {"mode: development\nserver:\n  lisen: 127.0.0.1:1\n", "lisen"},
		"wrong type":          {"rules:\n  stale_days: many\n", "stale_days"},
		"development outside": {"server:\n  listen: 0.0.0.0:80\n", "loopback"},
		"bad mode":            {"mode: test\n", "mode"},
		"bad address":         {"server:\n  base_url: eelnou.ee\n", "base_url"},
		"bad proxy":           {"server:\n  trusted_proxies: [somewhere]\n", "trusted_proxies"},
		"no address":          {"mode: production\n", "base_url"},
		"issuer alone":        {"signin:\n  issuer: https://tara.ria.ee\n", "client_id"},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "config.yaml")
			if err := os.WriteFile(file, []byte(tc.text), 0o600); err != nil {
				t.Fatal(err)
			}
			c, err := config.Read(file, true)
			if err == nil {
				err = c.Check()
			}
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want an error that names %q", err, tc.want)
			}
		})
	}
}

func TestAbsentFile(t *testing.T) {
	absent := filepath.Join(t.TempDir(), "none.yaml")
	if _, err := config.Read(absent, true); err == nil {
		t.Error("a file asked for by name must exist")
	}
	if _, err := config.Read(absent, false); err != nil {
		t.Errorf("without a file the defaults hold: %v", err)
	}
}

func TestSecretsComeFromTheEnvironment(t *testing.T) {
	t.Setenv("EELNOU_SIGNIN_SECRET", "quiet")
	c, err := config.Read("none.yaml", false)
	if err != nil || c.SignIn.Secret != "quiet" {
		t.Errorf("got %q, %v", c.SignIn.Secret, err)
	}
}
