// Package kafka stands in for github.com/segmentio/kafka-go.
package kafka

import (
	"context"
	"fmt"
	"io"
)

type Message struct{ Value []byte }

type Reader struct{ closed bool }

func (r *Reader) FetchMessage(ctx context.Context) (Message, error) { return Message{}, io.EOF }

func (r *Reader) ReadMessage(ctx context.Context) (Message, error) {
	return Message{}, fmt.Errorf("fetching message: %w", io.EOF)
}
