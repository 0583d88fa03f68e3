// Package wrapped reads from what wraps its sentinel.
package wrapped

import (
	"context"
	"errors"
	"io"

	"github.com/segmentio/kafka-go"
)

func use(...any) {}

func badIdentity(ctx context.Context, r *kafka.Reader) error {
	for {
		m, err := r.ReadMessage(ctx) // want `r.ReadMessage wraps io.EOF, so that == does not see its end; compare with errors.Is`
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		use(m.Value)
	}
}

func okIs(ctx context.Context, r *kafka.Reader) error {
	for {
		m, err := r.ReadMessage(ctx)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		use(m.Value)
	}
}

func okFetch(ctx context.Context, r *kafka.Reader) error {
	for {
		m, err := r.FetchMessage(ctx)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		use(m.Value)
	}
}
