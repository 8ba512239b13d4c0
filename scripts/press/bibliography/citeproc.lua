-- Answers one JSON request a line on standard input with one JSON line on standard output.
-- Runs inside `pandoc lua`, so that a whole build needs one process; see engine.py.

local html = pandoc.WriterOptions { wrap_text = 'none' }

-- A space and a word joiner survive pandoc's writer; markup in an affix is read as CommonMark.
local function inlines(text)
  if not text or text == '' then return {} end
  if text:find('[*_`\\<]') then
    local lead = text:match('^[%s,;]*')
    local blocks = pandoc.read(text:sub(#lead + 1), 'commonmark').blocks
    local rest = blocks[1] and blocks[1].content or pandoc.Inlines {}
    local whole = lead ~= '' and pandoc.Inlines(lead) or pandoc.Inlines {}
    whole:extend(rest)
    return whole
  end
  return pandoc.Inlines(text)
end

-- Note styles put a citation into a footnote; authors' footnotes are theirs, so it stands inline.
local plain_notes = {
  Note = function(note)
    local content = pandoc.utils.blocks_to_inlines(note.content)
    local last = content[#content]
    if last and last.t == 'Str' then last.text = last.text:gsub('%.$', '') end
    table.insert(content, 1, pandoc.Str '(')
    content:insert(pandoc.Str ')')
    return content
  end,
  Span = function(span)
    if span.classes:includes 'nocase' then return span.content end
  end,
}

local BETWEEN = '\30'
local between = pandoc.RawBlock('html', BETWEEN)

-- Many texts in one go: calling the writer costs more than what it writes.
local function written(contents)
  local blocks = pandoc.Blocks {}
  for _, content in ipairs(contents) do
    blocks:insert(pandoc.Plain(content))
    blocks:insert(between)
  end
  local text = pandoc.write(pandoc.Pandoc(blocks):walk(plain_notes), 'html', html)
  local parts = {}
  for part in text:gmatch('([^' .. BETWEEN .. ']*)' .. BETWEEN) do
    table.insert(parts, (part:gsub('^%s+', ''):gsub('%s+$', '')))
  end
  return parts
end

local function entry(div)
  local label, body = pandoc.Inlines {}, pandoc.Inlines {}
  for _, block in ipairs(div.content) do
    if block.t == 'Para' or block.t == 'Plain' then
      for _, inline in ipairs(block.content) do
        if inline.t == 'Span' and inline.classes:includes 'csl-left-margin' then
          label = inline.content
        elseif inline.t == 'Span' and #inline.classes > 0 and inline.classes[1]:find('^csl%-') then
          body:extend(inline.content)
        else
          body:insert(inline)
        end
      end
    elseif block.t == 'Div' and block.classes:includes 'csl-left-margin' then
      label = pandoc.utils.blocks_to_inlines { block }
    else
      body:extend(pandoc.utils.blocks_to_inlines { block })
    end
  end
  return div.identifier:gsub('^ref%-', ''), label, body
end

local operations = {}

-- BibTeX text to CSL-JSON (a string that holds a JSON list).
function operations.csljson(request)
  return pandoc.write(pandoc.read(request.bibtex, 'bibtex'), 'csljson')
end

-- Clusters and the entries they cite to HTML: the citations in order, the reference list.
function operations.cite(request)
  local blocks = pandoc.List()
  for _, cluster in ipairs(request.clusters) do
    local citations = pandoc.List()
    for _, item in ipairs(cluster) do
      citations:insert(pandoc.Citation(item.key, item.mode, inlines(item.prefix), inlines(item.suffix)))
    end
    blocks:insert(pandoc.Para { pandoc.Cite({}, citations) })
  end
  local meta = {
    references = pandoc.read(request.entries, 'csljson').meta.references,
    csl = request.csl,
    lang = request.language,
    ['link-citations'] = true,
    nocite = request.all and pandoc.Inlines { pandoc.Cite({}, { pandoc.Citation('*', 'NormalCitation') }) } or nil,
  }
  local doc = pandoc.utils.citeproc(pandoc.Pandoc(blocks, meta))
  local contents, keys = {}, {}
  for index, block in ipairs(doc.blocks) do
    if index <= #request.clusters then
      table.insert(contents, block.content[1].content)
    elseif block.identifier == 'refs' then
      for _, div in ipairs(block.content) do
        local key, label, body = entry(div)
        table.insert(keys, key)
        table.insert(contents, label)
        table.insert(contents, body)
      end
    end
  end
  local texts = written(contents)
  local result = { citations = {}, references = {} }
  for index = 1, #request.clusters do result.citations[index] = texts[index] end
  for index, key in ipairs(keys) do
    local place = #request.clusters + 2 * index
    result.references[index] = { key = key, label = texts[place - 1], html = texts[place] }
  end
  return result
end

for line in io.lines() do
  local request = pandoc.json.decode(line, false)
  local ok, answer = pcall(operations[request.operation], request)
  io.write(pandoc.json.encode(ok and { ok = answer } or { error = tostring(answer) }), '\n')
  io.flush()
end
