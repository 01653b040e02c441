-- A small project in Neovim, as docs/editors.md sets it up: nvim --headless -u NONE -c 'luafile test/server/neovim.lua'
-- BREAKWATER_CLI is dist/cli.js, BREAKWATER_FOLDER a folder with load.ts, the client.ts that it imports, and client.after,
-- which client.ts is changed to. Prints what is found in load.ts before and after client.ts has been saved.
local cli, folder = vim.env.BREAKWATER_CLI, vim.env.BREAKWATER_FOLDER
local function say(text) io.stdout:write(text .. '\n') end
local function settle(what, test)
  local fine, met = pcall(vim.wait, 20000, test, 50)
  if fine and met then return end
  say('never came: ' .. what)
  vim.cmd('cquit')
end
local config = { name = 'breakwater', cmd = { 'node', cli, 'lsp', '--stdio' }, root_dir = folder }
config.handlers = {}
local told = {}
config.handlers['textDocument/publishDiagnostics'] = function(failure, result, ...)
  told[vim.uri_to_fname(result.uri)] = (told[vim.uri_to_fname(result.uri)] or 0) + 1
  return vim.lsp.handlers['textDocument/publishDiagnostics'](failure, result, ...)
end
local id = (vim.lsp.start_client or vim.lsp.start)(config)
local function open(name)
  vim.cmd('edit ' .. folder .. '/' .. name)
  vim.bo.filetype = 'typescript'
  local buffer = vim.api.nvim_get_current_buf()
  vim.lsp.buf_attach_client(buffer, id)
  return buffer
end
local function found(buffer)
  local list = {}
  for _, one in ipairs(vim.diagnostic.get(buffer)) do
    table.insert(list, one.source .. ': ' .. one.message)
  end
  return table.concat(list, ' | ')
end
vim.o.hidden = true
local load = open('load.ts')
local client = open('client.ts')
settle('diagnostics of load.ts', function() return (told[folder .. '/load.ts'] or 0) > 0 end)
say('before: ' .. found(load))
vim.api.nvim_buf_set_lines(client, 0, -1, false, vim.fn.readfile(folder .. '/client.after'))
vim.cmd('silent write')
settle('a finding in load.ts', function() return #vim.diagnostic.get(load) > 0 end)
say('after: ' .. found(load))
vim.cmd('qall!')
