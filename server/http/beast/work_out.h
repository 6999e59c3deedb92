// Where each part of a request's work runs: here, on a computing thread, on a waiting thread, or where whoever writes runs it.
#pragma once

#include "server/http/beast/asio.h"
#include "server/http/beast/waiting_threads.h"
#include "server/http/endpoint.h"
#include "server/http/writer_gate.h"

namespace rockpool::http::beast {

// What all sessions share; outlives them.
struct Places {
  asio::thread_pool& computing;
  WaitingThreads& waiting;
  WriterGate* gate;  // may be null: then what writes runs where it is, and its commit is all that is waited for
};

enum class Outcome {
  kAnswered,
  kNoThread,  // nothing is run: the work would wait, and no thread is left to wait on
  kNotKept,   // it has run, but the disk fails to keep what it wrote
};

// Prepares, waits for the delay on `pause`, runs, and, if it writes here, waits until that is durable. Called and resumed on the caller's
// own thread, which nothing of it ever blocks. What throws MustWait where it may not wait runs anew on a waiting thread. What is passed
// lives until it has ended, whatever becomes of the connection. Throws if the pause is cancelled.
asio::awaitable<Outcome> WorkOut(Work& work, const Places& places, asio::steady_timer& pause, Response& response);

}  // namespace rockpool::http::beast
