package bolt

import (
	"os"
	"path/filepath"
	"testing"
)

func TestExt4Device(t *testing.T) {
	const mounts = `/dev/vda / ext4 rw 0 0
proc /proc proc rw 0 0
/dev/sdb1 /srv ext4 rw 0 0
tmpfs /srv/fast tmpfs rw 0 0
/dev/sdc /srv/fast/deep xfs rw 0 0
`
	for path, want := range map[string]string{
		"/var/lib/eelnou": "/dev/vda",
		"/srv":            "/dev/sdb1",
		"/srv/data":       "/dev/sdb1",
		"/srvdata":        "/dev/vda",
		"/srv/fast/data":  "",
		"/srv/fast/deep":  "",
	} {
		device, ok := ext4Device(mounts, path)
		if ok != (want != "") || ok && device != want {
			t.Errorf("%s: %s %v, want %q", path, device, ok, want)
		}
	}
}

func TestFastCommits(t *testing.T) {
	for name, c := range map[string]struct {
		options, info string
		want          bool
	}{
		"nothing known": {},
		"off":           {options: "rw\nbarrier\n", info: "fc stats:\n0 commits\n0 ineligible\n"},
		"option":        {options: "rw\nfast_commit\n", want: true},
		"made some":     {options: "rw\n", info: "fc stats:\n17 commits\n0 ineligible\n", want: true},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			for file, text := range map[string]string{"options": c.options, "fc_info": c.info} {
				if err := os.WriteFile(filepath.Join(folder, file), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if got := fastCommits(folder); got != c.want {
				t.Errorf("got %v", got)
			}
		})
	}
}
