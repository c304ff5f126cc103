package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

// helpCommand is "banxin help [command]".
type helpCommand struct {
	Command string `arg:"" optional:"" name:"command" help:"${arg_command}"`

	parser *kong.Kong `kong:"-"`
}

func (c *helpCommand) run(_ context.Context, t *terminal) int {
	root := c.parser.Model.Node
	if c.Command == "" {
		return t.help(root, nil)
	}
	if node := child(root, c.Command); node != nil {
		return t.help(root, node)
	}
	_, err := c.parser.Parse([]string{c.Command}) // knows the nearest command
	return t.usage(explain(err, t.text), "")
}

func child(root *kong.Node, name string) *kong.Node {
	for _, n := range root.Children {
		if n.Name == name {
			return n
		}
	}
	return nil
}

// firstCommand gives the command that the arguments name first; nil: none.
func firstCommand(root *kong.Node, args []string) *kong.Node {
	for _, a := range args {
		if n := child(root, a); n != nil && n.Name != "help" {
			return n
		}
	}
	return nil
}

// help explains one command, or the program when node is nil.
func (t *terminal) help(root, node *kong.Node) int {
	var b strings.Builder
	if node == nil {
		fmt.Fprintf(&b, "%s\n\n%s banxin %s %s\n", t.text.About, t.text.Usage, t.text.CommandWord, t.text.FlagsWord)
		var rows [][2]string
		for _, n := range root.Children {
			rows = append(rows, [2]string{n.Name, n.Help})
		}
		table(&b, t.text.Commands, rows)
	} else {
		usage := "banxin " + node.Name + " " + t.text.FlagsWord
		var rows [][2]string
		for _, p := range node.Positional {
			name := t.text.Help["value_"+p.Name]
			if p.Required {
				usage += " " + name
			} else {
				usage += " [" + name + "]"
			}
			rows = append(rows, [2]string{name, p.Help})
		}
		fmt.Fprintf(&b, "%s\n\n%s %s\n", node.Help, t.text.Usage, usage)
		table(&b, t.text.Arguments, rows)
	}
	table(&b, t.text.Flags, flagRows(root, node))
	if node == nil {
		fmt.Fprintf(&b, "\n"+t.text.MoreHelp+"\n", "banxin")
	}
	if _, err := t.out.Write([]byte(b.String())); err != nil {
		t.say(t.text.NotPrinted, err)
		return exitFailed
	}
	return exitOK
}

// flagRows lists the command's own flags, then those of the program.
func flagRows(root, node *kong.Node) [][2]string {
	var flags []*kong.Flag
	if node != nil {
		flags = append(flags, node.Flags...)
	}
	var rows [][2]string
	for _, f := range append(flags, root.Flags...) {
		left := "    --" + f.Name
		if f.Short != 0 {
			left = "-" + string(f.Short) + ", --" + f.Name
		}
		if !f.IsBool() {
			left += " " + f.PlaceHolder
		}
		rows = append(rows, [2]string{left, f.Help})
	}
	return rows
}

// table writes rows in two columns below a title. A Chinese character counts as
// two columns, as terminals show it.
func table(b *strings.Builder, title string, rows [][2]string) {
	if len(rows) == 0 {
		return
	}
	width := 0
	for _, r := range rows {
		width = max(width, columns(r[0]))
	}
	fmt.Fprintf(b, "\n%s\n", title)
	for _, r := range rows {
		fmt.Fprintf(b, "  %s%s  %s\n", r[0], strings.Repeat(" ", width-columns(r[0])), r[1])
	}
}

func columns(s string) int {
	n := 0
	for _, r := range s {
		if n++; r >= 0x1100 {
			n++
		}
	}
	return n
}
