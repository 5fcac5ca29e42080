// Package config reads config.yaml and the environment into plain values.
package config

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"

	"github.com/goccy/go-yaml"
)

// The modes of an installation.
const (
	Development = "development"
	Production  = "production"
)

// Config is the whole configuration.
type Config struct {
	Mode   string `yaml:"mode"`
	Server Server `yaml:"server"`
	Data   string `yaml:"data"`
	SignIn SignIn `yaml:"signin"`
	Mail   Mail   `yaml:"mail"`
	Rules  Rules  `yaml:"rules"`
	Log    Log    `yaml:"log"`
}

// Server says where and how the service answers.
type Server struct {
	Listen         string   `yaml:"listen"`
	BaseURL        string   `yaml:"base_url"`
	TrustedProxies []string `yaml:"trusted_proxies"`
	BodyLimit      int      `yaml:"body_limit"`
	PageCache      int      `yaml:"page_cache"`
}

// SignIn names the OpenID Connect provider.
type SignIn struct {
	Issuer    string   `yaml:"issuer"`
	ClientID  string   `yaml:"client_id"`
	Scopes    []string `yaml:"scopes"`
	Profile   string   `yaml:"profile"`
	Assurance string   `yaml:"assurance"`
	Secret    string   `yaml:"-"` // EELNOU_SIGNIN_SECRET
}

// Mail says how mail leaves.
type Mail struct {
	SMTP     string `yaml:"smtp"`
	From     string `yaml:"from"`
	User     string `yaml:"-"` // EELNOU_MAIL_USER
	Password string `yaml:"-"` // EELNOU_MAIL_PASSWORD
}

// Rules are the numbers of the consultation rules that an operator may change.
type Rules struct {
	CoordinationBillDays  int `yaml:"coordination_bill_days"`
	CoordinationOtherDays int `yaml:"coordination_other_days"`
	ConsultationDays      int `yaml:"consultation_days"`
	ResponseDays          int `yaml:"response_days"`
	StaleDays             int `yaml:"stale_days"`
	CorrectionMinutes     int `yaml:"correction_minutes"`
}

// Log says how much is logged.
type Log struct {
	Level string `yaml:"level"`
}

// Default returns the configuration that holds without a file.
func Default() Config {
	return Config{
		Mode: Development,
		Server: Server{
			Listen:    "127.0.0.1:8080",
			BodyLimit: 16 << 20,
			PageCache: 64 << 20,
		},
		Data:   "data",
		SignIn: SignIn{Scopes: []string{"openid"}, Profile: "plain"},
		Mail:   Mail{From: "eelnou@example.ee"},
		Rules: Rules{
			CoordinationBillDays: 15, CoordinationOtherDays: 10,
			ConsultationDays: 28, ResponseDays: 30, StaleDays: 365, CorrectionMinutes: 30,
		},
		Log: Log{Level: "info"},
	}
}

// Read returns the configuration in the file over the defaults, with secrets
// from the environment. A file that is absent is an error only when it was
// asked for by name. The error for a bad file names its line.
func Read(file string, asked bool) (Config, error) {
	c := Default()
	data, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !asked:
	case err != nil:
		return c, fmt.Errorf("read configuration: %w", err)
	default:
		if err := parse(data, &c); err != nil {
			return c, fmt.Errorf("%s: %w", file, err)
		}
	}
	c.SignIn.Secret = os.Getenv("EELNOU_SIGNIN_SECRET")
	c.Mail.User = os.Getenv("EELNOU_MAIL_USER")
	c.Mail.Password = os.Getenv("EELNOU_MAIL_PASSWORD")
	return c, nil
}

func parse(data []byte, c *Config) error {
	if len(bytes.TrimSpace(data)) == 0 {
		return nil
	}
	return yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(c)
}

// Check reports the first setting that cannot work, in words for the operator.
func (c Config) Check() error {
	if c.Mode != Development && c.Mode != Production {
		return fmt.Errorf("mode: %q is neither %s nor %s", c.Mode, Development, Production)
	}
	host, _, err := net.SplitHostPort(c.Server.Listen)
	if err != nil {
		return fmt.Errorf("server.listen: %q is not host:port", c.Server.Listen)
	}
	if c.Mode == Development && !loopback(host) {
		return fmt.Errorf("server.listen: mode development listens on loopback only, not on %q; set mode: production", c.Server.Listen)
	}
	if err := c.checkBaseURL(); err != nil {
		return err
	}
	for _, p := range c.Server.TrustedProxies {
		if _, _, err := net.ParseCIDR(p); err != nil && net.ParseIP(p) == nil {
			return fmt.Errorf("server.trusted_proxies: %q is neither an address nor a CIDR range", p)
		}
	}
	return c.checkValues()
}

// checkBaseURL lets development leave the address out: it is then where the
// service listens.
func (c Config) checkBaseURL() error {
	if c.Server.BaseURL == "" {
		if c.Mode == Production {
			return errors.New("server.base_url: needed in production, such as https://eelnou.example.ee")
		}
		return nil
	}
	u, err := url.Parse(c.Server.BaseURL)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || u.Path != "" {
		return fmt.Errorf("server.base_url: %q is not an address such as https://eelnou.example.ee", c.Server.BaseURL)
	}
	return nil
}

func (c Config) checkValues() error {
	if c.Server.BodyLimit < 1<<20 {
		return errors.New("server.body_limit: less than 1 MiB leaves no room for a revision")
	}
	if c.Data == "" {
		return errors.New("data: a folder is needed")
	}
	if c.SignIn.Profile != "plain" && c.SignIn.Profile != "tara" {
		return fmt.Errorf("signin.profile: %q is neither plain nor tara", c.SignIn.Profile)
	}
	if c.SignIn.Issuer != "" && c.SignIn.ClientID == "" {
		return errors.New("signin.client_id: needed with signin.issuer")
	}
	for name, n := range map[string]int{
		"coordination_bill_days": c.Rules.CoordinationBillDays, "coordination_other_days": c.Rules.CoordinationOtherDays,
		"consultation_days": c.Rules.ConsultationDays, "response_days": c.Rules.ResponseDays, "stale_days": c.Rules.StaleDays,
	} {
		if n < 1 || n > 3650 {
			return fmt.Errorf("rules.%s: %d is not between 1 and 3650", name, n)
		}
	}
	if n := c.Rules.CorrectionMinutes; n < 0 || n > 24*60 {
		return fmt.Errorf("rules.correction_minutes: %d is not between 0 and 1440", n)
	}
	return nil
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
