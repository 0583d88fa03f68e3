package readers

import (
	"encoding/csv"
	"io"
	"log"
)

func badFirstRecord(r io.Reader) string {
	cr := csv.NewReader(r)
	head, err := cr.Read() // want `the value of cr.Read is used on line 15 whatever the error is; test it first`
	if err != nil {
		log.Printf("no header: %v", err)
	}
	return head[0]
}

func badFirstRecordEOF(r io.Reader) string {
	cr := csv.NewReader(r)
	head, err := cr.Read() // want `the value of cr.Read is used on line 24 although the error is io.EOF there`
	if err != nil && err != io.EOF {
		return ""
	}
	return head[0]
}

func badFields(r *csv.Reader) (names []string) {
	for {
		rec, err := r.Read() // want `the value of r.Read is used on line 33 although the error is io.EOF there`
		if err != nil && err != io.EOF {
			return names
		}
		names = append(names, rec[1])
	}
}

func okFirstRecord(r io.Reader) (string, error) {
	head, err := csv.NewReader(r).Read()
	if err != nil {
		return "", err
	}
	return head[0], nil
}

func okGuarded(r io.Reader) string {
	head, err := csv.NewReader(r).Read()
	if err != nil {
		log.Print(err)
	}
	if len(head) < 2 {
		return ""
	}
	return head[1]
}

func okRanged(r io.Reader) (n int) {
	head, err := csv.NewReader(r).Read()
	if err != nil {
		log.Print(err)
	}
	for i := range head {
		n += len(head[i])
	}
	for i := 0; i < len(head); i++ {
		n += len(head[i])
	}
	return n
}

// A record that has too many fields comes with an error.
func okFieldCount(r *csv.Reader) string {
	rec, err := r.Read()
	if err == io.EOF {
		return ""
	}
	if err != nil {
		log.Print(err)
	}
	return rec[0]
}
