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
  kSent,      // and a shortcut has sent it: neither the work nor the response is there any more
  kNoThread,  // nothing is run: the work would wait, and no thread is left to wait on
  kNotKept,   // it has run, but the disk fails to keep what it wrote
};

// The way of an answer past the thread that serves its connection: to wake that one for nothing else costs as much as a small call. This
// one is closed; who opens one overrides all three.
class Shortcut {
 public:
  Shortcut() = default;
  Shortcut(const Shortcut&) = delete;
  Shortcut& operator=(const Shortcut&) = delete;
  virtual ~Shortcut() = default;

  // On the thread that has worked out `response`. True if all of it is sent, and the work is gone.
  virtual bool Send(Response& /*response*/) noexcept { return false; }

  // Until the client is heard of again, or Wake was called. On the connection's own thread.
  virtual asio::awaitable<void> Meanwhile() { co_return; }

  // Ends Meanwhile. Any thread.
  virtual void Wake() {}
};

// Prepares, waits for the delay on `pause`, runs, and, if it writes here, waits until that is durable. Called and resumed on the caller's
// own thread, which nothing of it ever blocks. What throws MustWait where it may not wait runs anew on a waiting thread. What is passed
// lives until it has ended, whatever becomes of the connection. Throws if the pause is cancelled.
asio::awaitable<Outcome> WorkOut(Work& work, const Places& places, asio::steady_timer& pause, Response& response, Shortcut& shortcut);

}  // namespace rockpool::http::beast
