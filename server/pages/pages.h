// pages: HTML out of templates and values. It owns the template engine, which escapes each value by the place where it stands, and the
// files that are compiled into the program; it may not know what a page is for. The only folder that sees ctemplate.
#pragma once

#include <list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rockpool::pages {

// What a template is filled with. Names are ours, of the templates (UPPER_CASE), and outlive the object: string literals. Texts may be
// anything: what they may do is decided by the place in the template where they are put.
class Values {
 public:
  // {{NAME}}. The last one of a name counts. A text that is not empty also shows the section of its name: {{#NAME}}...{{/NAME}}.
  void Set(std::string_view name, std::string_view text);

  // What was Set last under the name; empty if nothing was. The view lives as long as this object is not changed.
  std::string_view Find(std::string_view name) const;

  // {{NAME}} is the text that the words have under `word`, which is a string literal too. A text that is Set counts before.
  void SetWord(std::string_view name, std::string_view word);

  // {{#SECTION}}...{{/SECTION}} is shown, with the values of this object.
  void Show(std::string_view section);

  // One more repetition of the section, with values of its own before those of this object. The reference lives as long as this object.
  Values& Add(std::string_view section);

  // {{>PLACE}} is that template, with the values of this object, its other places included: not with those of a repetition around it.
  void Include(std::string_view place, std::string_view template_name);

 private:
  friend class ValueDictionary;

  std::vector<std::pair<std::string_view, std::string>> texts_;
  std::vector<std::pair<std::string_view, std::string_view>> words_;  // name and word
  std::vector<std::string_view> shown_;
  std::map<std::string_view, std::list<Values>, std::less<>> repeated_;
  std::vector<std::pair<std::string_view, std::string>> included_;
};

// What many pages have in common: texts that count where the values of a page say nothing, and that show no sections. Names are string
// literals too, each once.
class Words {
 public:
  Words() = default;
  explicit Words(std::vector<std::pair<std::string_view, std::string>> texts);

  // Null if there is none of that name. Lives as long as this object.
  const std::string* Find(std::string_view name) const;

 private:
  std::vector<std::pair<std::string_view, std::string>> texts_;  // in the order of their names
};

// The page. Templates are parsed once, when the first page is rendered; any thread. Throws std::logic_error if there is no such template,
// or no such word.
std::string Render(std::string_view template_name, const Values& values, const Words& words = {});

// A file that was compiled in, as it was written. Names are like "classic/frame.html". The text lives as long as the program.
struct EmbeddedFile {
  std::string_view name;
  std::string_view text;
};

// All of them, in the order of their names.
const std::vector<EmbeddedFile>& EmbeddedFiles();

// Throws std::logic_error if there is no such file.
std::string_view EmbeddedText(std::string_view name);

}  // namespace rockpool::pages
